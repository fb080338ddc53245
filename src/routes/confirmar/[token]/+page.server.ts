import { redirect } from '@sveltejs/kit';
import { readLink } from '#lib/accounts/account-links.server.ts';
import { confirmEmail, renewConfirmation } from '#lib/accounts/confirm-email.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { visitorOf } from '../../session-cookie.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }) => ({
	state: (await readLink('confirm-email', params.token)).state,
	renewed: url.searchParams.has('enviado'),
}));

export const actions: Actions = {
	confirm: formAction(async (event) => {
		await confirmEmail(visitorOf(event), event.params.token);
		redirect(303, event.locals.principal ? '/mi/cuenta?aviso=correo' : '/entrar?aviso=correo');
	}),
	renew: formAction(async ({ params }) => {
		await renewConfirmation(params.token);
		redirect(303, `/confirmar/${params.token}?enviado`);
	}),
};
