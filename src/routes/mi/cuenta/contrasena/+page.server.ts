import { redirect } from '@sveltejs/kit';
import { authorize } from '#lib/access/access.ts';
import { changePassword } from '#lib/accounts/change-password.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => {
	authorize(locals.principal, 'account.own');
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		await changePassword(locals.principal, values);
		redirect(303, '/mi/cuenta?aviso=contrasena');
	}),
};
