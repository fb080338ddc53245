import { and, eq, inArray } from 'drizzle-orm';
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
	const [held] = await tx
		.select({
			profileId: submission.profileId,
			accountId: submission.holderId,
			startedAt: submission.takenAt,
			seenAt: submission.holderSeenAt,
		})
		.from(submission)
		.where(and(eq(submission.id, submissionId), eq(submission.state, 'in_review')));
	if (!held?.accountId || !held.startedAt) return;
	const { profileId, accountId, startedAt, seenAt } = held;
	const endedAt = move === 'release' ? (seenAt ?? startedAt) : now();
	await tx
		.insert(sitting)
		.values({ id: newId(), submissionId, profileId, accountId, startedAt, endedAt, ending: move });
}
