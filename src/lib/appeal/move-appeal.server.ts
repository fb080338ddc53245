import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/database.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { APPEAL_MOVES, type AppealMove } from './appeal.ts';
import type { AppealRow } from './store.server.ts';
import { appeal } from './tables.server.ts';

/** What changes on an appeal that goes back to its queue. */
export const NO_HOLDER = { holderId: null, holderName: null, holderSeenAt: null };

/**
 * Makes a move of the table of moves: the one place that changes the state of an appeal. The row is written only if it still
 * stands in a state from which the move goes out, so of two at once one is refused.
 * @throws Refusal conflict `wrong_state`
 */
export async function moveAppeal(
	tx: Transaction,
	id: string,
	move: AppealMove,
	changes: Partial<Omit<AppealRow, 'id' | 'state' | 'profileId' | 'ratingId'>>,
): Promise<AppealRow> {
	const { from, to } = APPEAL_MOVES[move];
	const [moved] = await tx
		.update(appeal)
		.set({ ...changes, state: to })
		.where(and(eq(appeal.id, id), inArray(appeal.state, [...from])))
		.returning();
	if (!moved) {
		throw conflict(
			'wrong_state',
			'La aclaración cambió de estado mientras tanto. Vuelva a cargar la página.',
		);
	}
	return moved;
}
