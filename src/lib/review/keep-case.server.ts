import { authorize, type Principal } from '#lib/access/access.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { lockHeldCase } from './held-case.server.ts';

/**
 * Sign of life of a holder who reads and has decided nothing for a while: the case is not taken for abandoned.
 * @throws Refusal not_found · conflict `not_holder`, `wrong_state`
 */
export async function keepCase(principal: Principal | null, folio: string): Promise<void> {
	const reviewer = authorize(principal, 'review.decide');
	await inTransaction(async (tx) => {
		const held = await lockHeldCase(tx, reviewer, folio);
		await moveSubmission(tx, held.id, 'decide', { holderSeenAt: now() });
	});
}
