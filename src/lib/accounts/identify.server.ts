import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Channel } from '#lib/audit/audit.ts';
import { now } from '#lib/platform/clock.ts';
import { db, preparedStatement } from '#lib/platform/database.server.ts';
import { tokenHash } from '#lib/platform/secrets.server.ts';
import type { ApiScope, Principal, Role } from '#lib/access/access.ts';
import { sessionLimits } from './session.ts';
import { account, apiKey, profile, session } from './tables.server.ts';

/** What every API key starts with, so that a leaked one is recognised by people and scanners. */
export const API_KEY_PREFIX = 'shm_';

/** Signs of use are written at most this often. */
const TOUCH_MS = 60_000;

/** The columns of an account that make its principal. */
export const WHO = {
	accountId: account.id,
	profileId: account.profileId,
	name: account.name,
	roles: account.roles,
	givenNames: profile.givenNames,
	firstSurname: profile.firstSurname,
	secondSurname: profile.secondSurname,
};
type SessionRow = typeof session.$inferSelect;
type Who = {
	accountId: string;
	profileId: string | null;
	name: string | null;
	roles: string[];
	givenNames: string | null;
	firstSurname: string | null;
	secondSurname: string | null;
};

/**
 * Who asks, by the session cookie of a browser or by `Authorization: Bearer` (a session token or an API key).
 * A bearer that is not valid is nobody, also when there is a cookie.
 */
export async function identify(given: {
	cookieToken?: string;
	authorization?: string;
}): Promise<Principal | null> {
	const bearer = /^Bearer +(\S+)$/i.exec(given.authorization ?? '')?.[1];
	if (bearer?.startsWith(API_KEY_PREFIX)) return byKey(bearer);
	if (bearer) return bySession(bearer, 'api');
	return given.cookieToken ? bySession(given.cookieToken, 'web') : null;
}

const sessionByToken = preparedStatement((reader) =>
	reader
		.select({
			id: session.id,
			lastSeenAt: session.lastSeenAt,
			expiresAt: session.expiresAt,
			assistsProfileId: session.assistsProfileId,
			assistsUntil: session.assistsUntil,
			...WHO,
		})
		.from(session)
		.innerJoin(account, and(eq(account.id, session.accountId), isNull(account.disabledAt)))
		.leftJoin(profile, eq(profile.id, sql`coalesce(${session.assistsProfileId}, ${account.profileId})`))
		.where(eq(session.tokenHash, sql.placeholder('hash')))
		.prepare('session_by_token'),
);

async function bySession(token: string, channel: Channel): Promise<Principal | null> {
	const [found] = await sessionByToken().execute({ hash: tokenHash(token) });
	if (!found) return null;
	const at = now().getTime();
	const idleSince = at - found.lastSeenAt.getTime();
	const principal = principalFrom(found, channel);
	if (found.expiresAt.getTime() <= at || idleSince >= sessionLimits(principal.roles).idleMs) return null;
	if (idleSince >= TOUCH_MS) await touchSession(found.id, at);
	return { ...assisting(principal, found, at), sessionId: found.id };
}

/** While an administrator helps somebody at the desk, the session acts for that person and for nobody else. */
function assisting(
	principal: Principal,
	{ assistsProfileId, assistsUntil, ...who }: Who & Pick<SessionRow, 'assistsProfileId' | 'assistsUntil'>,
	at: number,
): Principal {
	if (!assistsProfileId || !assistsUntil) return principal;
	const self = { ...principal, name: who.name ?? '' };
	if (assistsUntil.getTime() <= at) return self;
	return {
		...self,
		profileId: assistsProfileId,
		channel: 'desk',
		assists: { name: fullName(who), until: assistsUntil },
	};
}

/** Several requests of one page arrive at once: only the first of them writes. */
async function touchSession(id: string, at: number): Promise<void> {
	await db()
		.update(session)
		.set({ lastSeenAt: new Date(at) })
		.where(and(eq(session.id, id), lt(session.lastSeenAt, new Date(at - TOUCH_MS + 1))));
}

const keyBySecret = preparedStatement((reader) =>
	reader
		.select({
			id: apiKey.id,
			scope: apiKey.scope,
			expiresAt: apiKey.expiresAt,
			lastUsedAt: apiKey.lastUsedAt,
			...WHO,
		})
		.from(apiKey)
		.innerJoin(account, and(eq(account.id, apiKey.accountId), isNull(account.disabledAt)))
		.leftJoin(profile, eq(profile.id, account.profileId))
		.where(and(eq(apiKey.secretHash, sql.placeholder('hash')), isNull(apiKey.revokedAt)))
		.prepare('api_key_by_secret'),
);

async function byKey(key: string): Promise<Principal | null> {
	const [found] = await keyBySecret().execute({ hash: tokenHash(key) });
	const at = now();
	if (!found || found.expiresAt <= at) return null;
	if (!found.lastUsedAt || at.getTime() - found.lastUsedAt.getTime() >= TOUCH_MS) {
		await db().update(apiKey).set({ lastUsedAt: at }).where(eq(apiKey.id, found.id));
	}
	return { ...principalFrom(found, 'api'), scope: found.scope as ApiScope };
}

/** Whoever an account belongs to, as they come in by a door. */
export function principalFrom(who: Who, channel: Channel): Principal {
	return {
		accountId: who.accountId,
		profileId: who.profileId,
		name: who.name ?? fullName(who),
		roles: who.roles as Role[],
		channel,
	};
}

function fullName({ givenNames, firstSurname, secondSurname }: Who): string {
	return [givenNames, firstSurname, secondSurname].filter(Boolean).join(' ');
}
