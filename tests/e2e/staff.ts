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
	await sendForm(service, service.firstAdminLink, STAFF.admin);
}

/** The administrator invites a reviewer, who accepts by the link in the mail. */
export async function inviteReviewer(service: Service, member: StaffMember): Promise<void> {
	const token = await signIn(service, STAFF.admin.email, STAFF.admin.password);
	await inviteStaff(service, token, member, 'reviewer');
}

/** An administrator invites somebody, who accepts by the link in the mail. @returns a session of theirs */
export async function inviteStaff(
	service: Service,
	adminToken: string,
	{ name, email, password }: StaffMember,
	role: string,
): Promise<string> {
	await sendForm(service, '/admin/personal?/invite', { name, email, roles: role }, adminToken);
	const { link } = await mailTo(service.mailFolder, email, /./);
	const accepted = await sendForm(service, `${link}?/accept`, { password });
	return /shm_session=([^;]+)/.exec(accepted.headers.get('set-cookie') ?? '')![1]!;
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

/** Sends a form of a page, which has to be taken. @param token session of whoever sends it */
export async function sendForm(
	{ origin }: Service,
	address: string,
	form: Record<string, string>,
	token?: string,
): Promise<Response> {
	const response = await fetch(new URL(address, origin), {
		method: 'POST',
		redirect: 'manual',
		headers: { origin, accept: 'text/html', ...(token && { cookie: `shm_session=${token}` }) },
		body: new URLSearchParams(form),
	});
	expectStatus({ status: response.status, body: null }, 303);
	return response;
}
