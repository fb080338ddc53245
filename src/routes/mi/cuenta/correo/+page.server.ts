import { redirect } from '@sveltejs/kit';
import { changeEmail } from '#lib/accounts/change-email.server.ts';
import { readOwnAccount } from '#lib/accounts/read-own-account.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => {
	const { email, emailConfirmed } = await readOwnAccount(locals.principal);
	return { email, emailConfirmed };
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		await changeEmail(locals.principal, values);
		redirect(303, '/mi/cuenta?aviso=cambio');
	}),
};
