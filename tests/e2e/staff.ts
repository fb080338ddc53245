import { expectStatus, signIn } from './journeys.ts';
import { mailTo } from './mailbox.ts';
import { PASSWORD } from './people.ts';
import { shm, type Service } from './service.ts';

/** Somebody of the institution, as the tests sign them in. */
export type StaffMember = { name: string; email: string; password: string };

/** Who works with the service. */
export const STAFF = {
	admin: { name: 'Amparo Solís', email: 'amparo.solis@instituto.example', password: PASSWORD },
	reviewer: { name: 'Rodrigo Téllez', email: 'rodrigo.tellez@instituto.example', password: PASSWORD },
	otherReviewer: { name: 'Inés Cuevas', email: 'ines.cuevas@instituto.example', password: PASSWORD },
} satisfies Record<string, StaffMember>;

/** Creates the first administrator by the one-time link, as its form does. */
export async function createFirstAdmin(service: Service): Promise<void> {
	await post(service, service.firstAdminLink, STAFF.admin);
}

/** The administrator invites a reviewer, who accepts by the link in the mail. */
export async function inviteReviewer(
	service: Service,
	{ name, email, password }: StaffMember,
): Promise<void> {
	const token = await signIn(service, STAFF.admin.email, STAFF.admin.password);
	const invitation = { name, email, roles: 'reviewer' };
	await post(service, `${service.origin}/admin/personal?/invite`, invitation, `shm_session=${token}`);
	const { link } = await mailTo(service.mailFolder, email, /./);
	await post(service, `${link}?/accept`, { password });
}

/** A key with which a program reviews as that person, made at the console. */
export async function createReviewKey(service: Service, email: string): Promise<string> {
	const { code, output, errors } = await shm(service, [
		'apikey',
		'create',
		'--email',
		email,
		'--scope',
		'review',
		'--json',
	]);
	if (code !== 0) throw new Error(`no key was made: ${errors}`);
	const { key } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as { key: string };
	return key;
}

async function post(
	{ origin }: Service,
	address: string,
	form: Record<string, string>,
	cookie = '',
): Promise<void> {
	const response = await fetch(address, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin, accept: 'text/html', cookie },
		body: new URLSearchParams(form),
	});
	expectStatus({ status: response.status, body: null }, 303);
}
