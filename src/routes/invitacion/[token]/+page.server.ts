import { redirect } from '@sveltejs/kit';
import { acceptInvitation, readInvitation, renewInvitation } from '#lib/accounts/accept-invitation.server.ts';
import { homeOf } from '#lib/accounts/home.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { setSessionCookie, visitorOf } from '../../session-cookie.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }) => ({
	invitation: await readInvitation(params.token),
	renewed: url.searchParams.has('enviado'),
}));

export const actions: Actions = {
	accept: formAction(async (event, values) => {
		const session = await acceptInvitation(visitorOf(event), event.params.token, values);
		setSessionCookie(event.cookies, session);
		redirect(303, homeOf(session.roles));
	}),
	renew: formAction(async ({ params }) => {
		await renewInvitation(params.token);
		redirect(303, `/invitacion/${params.token}?enviado`);
	}),
};
