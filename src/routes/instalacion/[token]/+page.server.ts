import { redirect } from '@sveltejs/kit';
import { acceptFirstAdmin } from '#lib/accounts/accept-first-admin.server.ts';
import { readLink } from '#lib/accounts/account-links.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { setSessionCookie, visitorOf } from '../../session-cookie.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params }) => ({
	state: (await readLink('first-admin', params.token)).state,
}));

export const actions: Actions = {
	default: formAction(async (event, values) => {
		const session = await acceptFirstAdmin(visitorOf(event), event.params.token, values);
		setSessionCookie(event.cookies, session);
		redirect(303, '/admin');
	}),
};
