import { redirect } from '@sveltejs/kit';
import { listDemoAccounts } from '#lib/accounts/demo-accounts.server.ts';
import { homeOf } from '#lib/accounts/home.ts';
import { ownPath } from '#lib/accounts/own-path.ts';
import { signIn } from '#lib/accounts/sign-in.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { setSessionCookie, visitorOf } from '../session-cookie.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ url, locals }) => {
	const back = ownPath(url.searchParams.get('volver'));
	if (locals.principal) redirect(303, back ?? homeOf(locals.principal.roles));
	return { back, news: url.searchParams.get('aviso'), demoAccounts: await listDemoAccounts() };
});

export const actions: Actions = {
	default: formAction(async (event, values) => {
		const session = await signIn(visitorOf(event), values, event.locals.principal?.sessionId);
		setSessionCookie(event.cookies, session);
		redirect(303, ownPath(values.volver) ?? homeOf(session.roles));
	}),
};
