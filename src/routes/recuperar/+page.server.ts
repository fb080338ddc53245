import { redirect } from '@sveltejs/kit';
import { askRecovery } from '#lib/accounts/ask-recovery.server.ts';
import { canSend } from '#lib/outreach/mail-carriers.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { visitorOf } from '../session-cookie.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ url }) => ({
	asked: url.searchParams.has('enviado'),
	mailWorks: canSend(),
}));

export const actions: Actions = {
	default: formAction(async (event, values) => {
		await askRecovery(visitorOf(event), values);
		redirect(303, '/recuperar?enviado');
	}),
};
