import { redirect } from '@sveltejs/kit';
import { resendConfirmation } from '#lib/accounts/change-email.server.ts';
import { closeOtherSessions, closeSession } from '#lib/accounts/close-session.server.ts';
import { readOwnAccount } from '#lib/accounts/read-own-account.server.ts';
import { setDigest } from '#lib/accounts/set-digest.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { canSend } from '#lib/outreach/mail-carriers.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const { sessions, ...account } = await readOwnAccount(locals.principal);
	const { timeZone } = institution().settings;
	return {
		account,
		sessions: sessions.map(({ createdAt, lastSeenAt, ...session }) => ({
			...session,
			createdAt: formatInstant(createdAt, timeZone),
			lastSeenAt: formatInstant(lastSeenAt, timeZone),
		})),
		hasProfile: locals.principal?.profileId !== null,
		mailWorks: canSend(),
		news: url.searchParams.get('aviso'),
	};
});

export const actions: Actions = {
	resend: formAction(async ({ locals }) => {
		await resendConfirmation(locals.principal);
		redirect(303, '/mi/cuenta?aviso=enviado');
	}),
	close: formAction(async ({ locals }, { id = '' }) => {
		await closeSession(locals.principal, id);
		redirect(303, '/mi/cuenta?aviso=sesion');
	}),
	digest: formAction(async ({ locals }, { digest }) => {
		await setDigest(locals.principal, { digest: digest === 'true' });
		redirect(303, '/mi/cuenta?aviso=resumen');
	}),
	closeOthers: formAction(async ({ locals }) => {
		await closeOtherSessions(locals.principal);
		redirect(303, '/mi/cuenta?aviso=sesiones');
	}),
};
