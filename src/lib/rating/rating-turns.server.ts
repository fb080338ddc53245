import { sql } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/database.server.ts';

/** Key of the advisory lock between single ratings, which share it, and a batch of a rerating, which has it alone. */
const RATINGS_LOCK = 7_201_124;

/**
 * Keeps batches of a rerating away until the transaction ends, and waits for the one at work: what is read afterwards, of
 * ratings and of what is accepted, is the newest. Many transactions may do so at once.
 */
export async function holdOffReratings(tx: Transaction): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock_shared(${RATINGS_LOCK})`);
}

/** Waits until nobody is in the middle of a dictamen, and keeps it so until the transaction, a batch of a rerating, ends. */
export async function holdOffRatings(tx: Transaction): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(${RATINGS_LOCK})`);
}
