import { and, eq, inArray, sql } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { claim, claimRevision } from './tables.server.ts';

/** Gives claims a working copy of what was sent last, as the next revision in the making. */
export async function reopenClaims(
	tx: Transaction,
	claimIds: string[],
	state: 'draft' | 'observed',
): Promise<void> {
	if (claimIds.length === 0) return;
	await tx
		.update(claim)
		.set({
			state,
			draft: sql`${claimRevision.data}`,
			revision: sql`${claimRevision.number} + 1`,
			version: sql`${claim.version} + 1`,
			savedAt: now(),
		})
		.from(claimRevision)
		.where(and(inArray(claim.id, claimIds), eq(claimRevision.id, claim.sentRevisionId)));
}

/** Opens claims again with the working copy that they have. */
export async function keepDrafts(
	tx: Transaction,
	claimIds: string[],
	state: 'draft' | 'observed',
): Promise<void> {
	if (claimIds.length === 0) return;
	await tx.update(claim).set({ state }).where(inArray(claim.id, claimIds));
}
