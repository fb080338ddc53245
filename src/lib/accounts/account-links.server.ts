import { and, eq, isNull } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import { db, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { Refusal } from '#lib/platform/refusal.ts';
import { newToken, tokenHash } from '#lib/platform/secrets.server.ts';
import { accountLink } from './tables.server.ts';

const HOUR_MS = 3_600_000;

/** The kinds of one-time link: how long each lives, and the page that it opens. */
export const LINK_KINDS = {
	'confirm-email': { lifeMs: 7 * 24 * HOUR_MS, path: '/confirmar' },
	'recover-password': { lifeMs: HOUR_MS, path: '/recuperar' },
	'staff-invitation': { lifeMs: 7 * 24 * HOUR_MS, path: '/invitacion' },
	'profile-invitation': { lifeMs: 30 * 24 * HOUR_MS, path: '/alta' },
	'desk-takeover': { lifeMs: HOUR_MS, path: '/alta' },
	'first-admin': { lifeMs: 24 * HOUR_MS, path: '/instalacion' },
} as const;
export type LinkKind = keyof typeof LINK_KINDS;

export type LinkRow = typeof accountLink.$inferSelect;
/** A link that was just made: only now is its token known. */
export type NewLink = { id: string; path: string; expiresAt: Date };

/** Makes a one-time link; only the hash of its token is stored. @returns path with the token, to be put behind the public address */
export async function issueLink(
	tx: Reader,
	kind: LinkKind,
	accountId: string | null,
	data: Record<string, string> = {},
): Promise<NewLink> {
	const { lifeMs, path } = LINK_KINDS[kind];
	const [id, token, createdAt] = [newId(), newToken(), now()];
	const expiresAt = new Date(createdAt.getTime() + lifeMs);
	await tx
		.insert(accountLink)
		.values({ id, kind, tokenHash: tokenHash(token), accountId, data, createdAt, expiresAt });
	return { id, path: `${path}/${token}`, expiresAt };
}

/** How a link stands: `stale` covers used, replaced and never made, which nobody needs to tell apart. */
export type LinkState = { state: 'open' | 'expired'; link: LinkRow } | { state: 'stale' };

/** Looks at a link without using it (a mail scanner that opens it must not spend it). */
export async function readLink(kind: LinkKind, token: string): Promise<LinkState> {
	const [link] = await db()
		.select()
		.from(accountLink)
		.where(and(eq(accountLink.tokenHash, tokenHash(token)), eq(accountLink.kind, kind)));
	if (!link || link.usedAt) return { state: 'stale' };
	return { state: link.expiresAt > now() ? 'open' : 'expired', link };
}

/** A link that can be used. @throws Refusal conflict `link_expired` or `link_used` */
export async function getOpenLink(kind: LinkKind, token: string): Promise<LinkRow> {
	const found = await readLink(kind, token);
	if (found.state === 'stale') throw linkUsed();
	if (found.state === 'expired') throw linkExpired();
	return found.link;
}

/**
 * Spends a link; of two at once one wins.
 * @throws Refusal conflict `link_expired` or `link_used`
 */
export async function spendLink(tx: Transaction, kind: LinkKind, token: string): Promise<LinkRow> {
	const [link] = await tx
		.update(accountLink)
		.set({ usedAt: now() })
		.where(
			and(
				eq(accountLink.tokenHash, tokenHash(token)),
				eq(accountLink.kind, kind),
				isNull(accountLink.usedAt),
			),
		)
		.returning();
	if (!link) throw linkUsed();
	if (link.expiresAt <= now()) throw linkExpired();
	return link;
}

/** Makes every open link of a kind useless: a newer one took their place, or what they were for is done. */
export async function closeLinks(tx: Reader, kind: LinkKind, accountId: string | null): Promise<void> {
	await tx
		.update(accountLink)
		.set({ usedAt: now() })
		.where(
			and(
				eq(accountLink.kind, kind),
				accountId ? eq(accountLink.accountId, accountId) : isNull(accountLink.accountId),
				isNull(accountLink.usedAt),
			),
		);
}

/** Takes back a link that did not reach anybody. */
export async function withdrawLink(id: string): Promise<void> {
	await db().update(accountLink).set({ usedAt: now() }).where(eq(accountLink.id, id));
}

function linkUsed(): Refusal {
	return new Refusal(
		{ kind: 'conflict', code: 'link_used' },
		'Este enlace ya se usó o se sustituyó por otro más reciente. Si lo necesita, pida uno nuevo.',
	);
}

function linkExpired(): Refusal {
	return new Refusal({ kind: 'conflict', code: 'link_expired' }, 'Este enlace ya venció. Pida uno nuevo.');
}
