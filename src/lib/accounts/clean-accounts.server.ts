import { lt } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { attempt } from '#lib/platform/tables.server.ts';
import { accountLink, session } from './tables.server.ts';

const DAY_MS = 86_400_000;
/** An expired link still offers a new one, for this long. */
const KEEP_LINKS_MS = 30 * DAY_MS;

/** Removes sessions, links and counters whose time is over. */
export async function cleanAccounts(): Promise<void> {
	const at = now();
	await db().delete(session).where(lt(session.expiresAt, at));
	await db()
		.delete(accountLink)
		.where(lt(accountLink.expiresAt, new Date(at.getTime() - KEEP_LINKS_MS)));
	await db().delete(attempt).where(lt(attempt.expire, at.getTime()));
}

definePeriodic({ name: 'clean-accounts', everySeconds: 3600, run: cleanAccounts });
