import { eq, sql } from 'drizzle-orm';
import { submission, submissionClaim } from '#lib/cedula/tables.server.ts';
import type { ClaimDecision, SubmissionState } from '#lib/cedula/submission.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { asIssued } from './current-rating.server.ts';
import type { IssuedRating } from './rating.ts';
import { rating } from './tables.server.ts';

/** The submission of a folio, locked until the transaction ends, with the decisions on its claims. */
export async function findSubmissionToIssue(tx: Transaction, folio: string) {
	const decisions = tx
		.select({ state: submissionClaim.state })
		.from(submissionClaim)
		.where(eq(submissionClaim.submissionId, submission.id));
	const [row] = await tx
		.select({ submission, decisions: sql<ClaimDecision[]>`array(${decisions})` })
		.from(submission)
		.where(eq(submission.folio, folio))
		.for('update', { of: submission });
	if (!row) return undefined;
	return { ...row.submission, state: row.submission.state as SubmissionState, decisions: row.decisions };
}

/** Writes a rating, once and for all. */
export async function insertRating(
	tx: Transaction,
	values: typeof rating.$inferInsert,
): Promise<IssuedRating> {
	const [row] = await tx.insert(rating).values(values).returning();
	return asIssued(row!);
}
