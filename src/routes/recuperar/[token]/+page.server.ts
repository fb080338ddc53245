import { redirect } from '@sveltejs/kit';
import { readLink } from '#lib/accounts/account-links.server.ts';
import { setPasswordByLink } from '#lib/accounts/set-password-by-link.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { visitorOf } from '../../session-cookie.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params }) => ({
	state: (await readLink('recover-password', params.token)).state,
}));

export const actions: Actions = {
	default: formAction(async (event, values) => {
		await setPasswordByLink(visitorOf(event), event.params.token, values);
		redirect(303, '/entrar?aviso=contrasena');
	}),
};
