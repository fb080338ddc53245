import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { MOVES, type MoveName } from './submission.ts';
import { sitting, submission } from './tables.server.ts';

export type SubmissionRow = typeof submission.$inferSelect;

/**
 * Makes a move of the transition table: the one place that changes the state of a submission.
 * What a reviewer had open until now is kept as a sitting.
 * The row is written only if it still stands in a state from which the move goes out, so of two at once one is refused.
 * @param changes other columns that change with the move (due date, holder…)
 * @throws Refusal conflict `wrong_state`
 */
export async function moveSubmission(
	tx: Transaction,
	submissionId: string,
	move: MoveName,
	changes: Partial<Omit<SubmissionRow, 'id' | 'state' | 'folio' | 'profileId'>> = {},
): Promise<SubmissionRow> {
	const { from, to } = MOVES[move];
	const leavesReview = to !== 'in_review' && (from as readonly string[]).includes('in_review');
	if (leavesReview) await keepSitting(tx, submissionId, move);
	const [moved] = await tx
		.update(submission)
		.set({ ...changes, state: to })
		.where(and(eq(submission.id, submissionId), inArray(submission.state, [...from])))
		.returning();
	if (!moved)
		throw conflict('wrong_state', 'La cédula cambió de estado mientras tanto. Vuelva a cargar la página.');
	return moved;
}

async function keepSitting(tx: Transaction, submissionId: string, move: MoveName): Promise<void> {
	const endedAt =
		move === 'release'
			? sql<Date>`coalesce(${submission.holderSeenAt}, ${submission.takenAt})`
			: sql<Date>`${now().toISOString()}::timestamptz`;
	const held = tx
		.select({
			id: sql<string>`${newId()}::uuid`.as('id'),
			submissionId: submission.id,
			profileId: submission.profileId,
			accountId: sql<string>`${submission.holderId}`.as('account_id'),
			startedAt: sql<Date>`${submission.takenAt}`.as('started_at'),
			endedAt: endedAt.as('ended_at'),
			ending: sql<string>`${move}`.as('ending'),
		})
		.from(submission)
		.where(
			and(
				eq(submission.id, submissionId),
				eq(submission.state, 'in_review'),
				isNotNull(submission.holderId),
				isNotNull(submission.takenAt),
			),
		);
	await tx.insert(sitting).select(held);
}
