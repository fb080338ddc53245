import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { lockHeldCase } from './held-case.server.ts';

/** What changes on a submission that goes back to the queue for anybody. */
export const NO_HOLDER = { holderId: null, preferredHolderId: null, takenAt: null, holderSeenAt: null };

/**
 * Gives a case back to the queue; the verdicts given so far stay for whoever takes it next.
 * @throws Refusal not_found · conflict `not_holder`, `wrong_state`
 */
export async function handOver(principal: Principal | null, folio: string): Promise<void> {
	const reviewer = authorize(principal, 'review.decide');
	await inTransaction(async (tx) => {
		const held = await lockHeldCase(tx, reviewer, folio);
		await moveSubmission(tx, held.id, 'handOver', NO_HOLDER);
		await record(tx, actor(reviewer, 'review.decide'), {
			action: 'review.hand-over',
			profileId: held.profileId,
			subject: folio,
		});
	});
}
