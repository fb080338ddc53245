import { redirect } from '@sveltejs/kit';
import { registerAccount } from '#lib/accounts/register-account.server.ts';
import { policiesInForce, privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { setSessionCookie, visitorOf } from '../../session-cookie.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** First the notice, read in the version in force; then the account. Both steps are in the address, so that nothing is kept meanwhile. */
export const load: PageServerLoad = page(async ({ locals, url }) => {
	if (locals.principal?.profileId) redirect(303, '/cedula');
	const { version, short } = privacyNoticeInForce();
	const asked = url.searchParams.get('aviso');
	const read = url.searchParams.get('leido') === 'true';
	return {
		step: asked === version && read ? ('account' as const) : ('notice' as const),
		notice: { version, short },
		policies: { title: policiesInForce().title, summary: policiesInForce().summary },
		unread: asked === version && !read,
		changed: asked !== null && asked !== version,
	};
});

export const actions: Actions = {
	default: formAction(async (event, values) => {
		const { session } = await registerAccount(visitorOf(event), values);
		setSessionCookie(event.cookies, session);
		redirect(303, '/cedula');
	}),
};
