import { PASSWORD } from './people.ts';
import { shm, type Service } from './service.ts';

/** Somebody of the institution, as the tests sign them in. */
export type StaffMember = { name: string; email: string; password: string };

/** Who works with the shared service. */
export const STAFF = {
	admin: { name: 'Amparo Solís', email: 'amparo.solis@instituto.example', password: PASSWORD },
	reviewer: { name: 'Rodrigo Téllez', email: 'rodrigo.tellez@instituto.example', password: PASSWORD },
} satisfies Record<string, StaffMember>;

/** Creates the first administrator by the one-time link, as its form does. */
export async function createFirstAdmin(service: Service, admin: StaffMember): Promise<void> {
	const response = await fetch(service.firstAdminLink, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: service.origin, accept: 'text/html' },
		body: new URLSearchParams(admin),
	});
	if (response.status !== 303) throw new Error(`the first administrator was not created: ${response.status}`);
}

/** Creates a reviewer at the console. */
export async function createReviewer(
	service: Service,
	{ email, name, password }: StaffMember,
): Promise<void> {
	const args = ['user', 'create', '--email', email, '--name', name, '--role', 'reviewer'];
	const { code, errors } = await shm(service, args, password);
	if (code !== 0) throw new Error(`the reviewer was not created: ${errors}`);
}

/** A key with which a program reviews as that person. */
export async function createReviewKey(service: Service, email: string): Promise<string> {
	const { output } = await shm(service, [
		'apikey',
		'create',
		'--email',
		email,
		'--scope',
		'review',
		'--json',
	]);
	const { key } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as { key: string };
	return key;
}
