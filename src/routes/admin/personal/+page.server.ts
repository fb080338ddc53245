import { redirect } from '@sveltejs/kit';
import { endStaff } from '#lib/accounts/end-staff.server.ts';
import { inviteAgain, inviteStaff, type Invitation } from '#lib/accounts/invite-staff.server.ts';
import { listStaff } from '#lib/accounts/list-staff.server.ts';
import { ROLE_LABELS } from '#lib/access/roles.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const staff = await listStaff(locals.principal);
	const { timeZone } = institution().settings;
	return {
		staff: staff.map(({ lastSeenAt, roles, ...member }) => ({
			...member,
			roles: roles.map((role) => ROLE_LABELS[role]),
			lastSeenAt: lastSeenAt && formatInstant(lastSeenAt, timeZone),
			self: member.accountId === locals.principal?.accountId,
		})),
		news: url.searchParams.get('aviso'),
	};
});

export const actions: Actions = {
	invite: formAction(async ({ locals }, values, form) =>
		shown(await inviteStaff(locals.principal, { ...values, roles: form.getAll('roles') })),
	),
	again: formAction(async ({ locals }, { id = '' }) => shown(await inviteAgain(locals.principal, id))),
	end: formAction(async ({ locals }, { id = '' }) => {
		await endStaff(locals.principal, id);
		redirect(303, '/admin/personal?aviso=retiro');
	}),
};

/** The link is shown this once; with a mail server there is none to show. */
function shown({ outcome, link }: Invitation): { outcome: Invitation['outcome']; link: string } {
	if (!link) redirect(303, `/admin/personal?aviso=${outcome === 'granted' ? 'rol' : 'invitacion'}`);
	return { outcome, link };
}
