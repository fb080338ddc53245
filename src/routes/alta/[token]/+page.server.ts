import { redirect } from '@sveltejs/kit';
import { readTakeOver, renewProfileInvitation, takeOver } from '#lib/accounts/take-over.server.ts';
import { policiesInForce, privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { setSessionCookie, visitorOf } from '../../session-cookie.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** First the notice, in the version in force; then names and password. Both steps are in the address. */
export const load: PageServerLoad = page(async ({ params, url }) => {
	const { version, short } = privacyNoticeInForce();
	const asked = url.searchParams.get('aviso');
	const read = url.searchParams.get('leido') === 'true';
	const { title, summary } = policiesInForce();
	return {
		profile: await readTakeOver(params.token),
		renewed: url.searchParams.has('enviado'),
		step: asked === version && read ? ('account' as const) : ('notice' as const),
		notice: { version, short },
		policies: { title, summary },
		unread: asked === version && !read,
		changed: asked !== null && asked !== version,
	};
});

export const actions: Actions = {
	take: formAction(async (event, values) => {
		const session = await takeOver(visitorOf(event), event.params.token, values);
		setSessionCookie(event.cookies, session);
		redirect(303, '/cedula');
	}),
	renew: formAction(async ({ params }) => {
		await renewProfileInvitation(params.token);
		redirect(303, `/alta/${params.token}?enviado`);
	}),
};
