import { redirect } from '@sveltejs/kit';
import { signOut } from '#lib/accounts/sign-out.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { clearSessionCookie } from '../session-cookie.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => {
	if (!locals.principal) redirect(303, '/');
});

export const actions: Actions = {
	default: formAction(async ({ locals, cookies }) => {
		if (locals.principal) await signOut(locals.principal);
		clearSessionCookie(cookies);
		redirect(303, '/entrar?aviso=salida');
	}),
};
