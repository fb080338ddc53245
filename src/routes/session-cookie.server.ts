import type { Cookies, RequestEvent } from '@sveltejs/kit';
import type { NewSession } from '#lib/accounts/open-session.server.ts';
import { describeClient, SESSION_COOKIE } from '#lib/accounts/session.ts';
import type { Visitor } from '#lib/accounts/visitor.ts';
import { settings } from '#lib/platform/config.server.ts';

/** Whoever sends this request, as the use cases of entering know them. */
export function visitorOf(event: RequestEvent, channel: 'web' | 'api' = 'web'): Visitor {
	const client = describeClient(event.request.headers.get('user-agent'));
	return { address: event.locals.address, channel, client };
}

/** Hands the browser its session: unreadable for scripts, not sent along from other sites. */
export function setSessionCookie(cookies: Cookies, { token, expiresAt }: NewSession): void {
	cookies.set(SESSION_COOKIE, token, { ...attributes(), expires: expiresAt });
}

/** Takes the session out of the browser. */
export function clearSessionCookie(cookies: Cookies): void {
	cookies.delete(SESSION_COOKIE, attributes());
}

function attributes() {
	const secure = settings().origin.startsWith('https:');
	return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
}
