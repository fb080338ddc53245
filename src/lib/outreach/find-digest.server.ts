import { and, arrayOverlaps, eq, isNotNull, isNull } from 'drizzle-orm';
import { may, type Role } from '#lib/access/access.ts';
import { account } from '#lib/accounts/tables.server.ts';
import { countAppealsFor } from '#lib/appeal/list-appeals.server.ts';
import { nextBusinessDay } from '#lib/institution/calendar.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import { countForDigest } from '#lib/review/count-for-digest.server.ts';
import { isWorthTelling, type DigestCounts } from './digest.ts';

/** A digest: what it counts, and the page that lists it. */
export type Digest = { counts: DigestCounts; path: string };

const NO_CASES = { overdue: 0, today: 0, next: 0, held: 0, cameBack: 0 };

/** Accounts that want the digest and can get it. */
export async function digestAccounts(): Promise<string[]> {
	const found = await db().select({ id: account.id }).from(account).where(wanted());
	return found.map(({ id }) => id);
}

/** What waits for somebody on a day; nothing when there is nothing, or when they do not want to know. */
export async function findDigest(accountId: string, day: PlainDate): Promise<Digest | undefined> {
	const [self] = await db()
		.select({ profileId: account.profileId, roles: account.roles })
		.from(account)
		.where(and(eq(account.id, accountId), wanted()));
	if (!self) return undefined;
	const asker = { accountId, profileId: self.profileId };
	const roles = self.roles as Role[];
	const reviews = may({ roles }, 'review.queue');
	const next = nextBusinessDay(day, institution().calendar);
	const cases = reviews ? await countForDigest(asker, day, next) : NO_CASES;
	const appeals = may({ roles }, 'appeal.answer') ? await countAppealsFor(asker) : 0;
	const counts = { ...cases, appeals };
	if (!isWorthTelling(counts)) return undefined;
	const onlyAppeals = !isWorthTelling({ ...cases, appeals: 0 });
	return { counts, path: onlyAppeals ? '/validacion/aclaraciones' : '/validacion' };
}

function wanted() {
	return and(
		eq(account.digest, true),
		arrayOverlaps(account.roles, ['reviewer', 'admin', 'expert']),
		isNotNull(account.emailConfirmedAt),
		isNull(account.disabledAt),
	);
}
