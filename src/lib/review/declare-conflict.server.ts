import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { NO_HOLDER } from './hand-over.server.ts';
import { lockCase } from './held-case.server.ts';
import { insertConflict } from './store.server.ts';

/**
 * Declares not to be impartial towards the person of a case: who holds it gives it back, and never sees that person again
 * in the queue. Declaring twice is no fault.
 * @throws Refusal not_found · not_allowed (own cédula)
 */
export async function declareConflict(principal: Principal | null, folio: string): Promise<void> {
	const reviewer = authorize(principal, 'review.decide');
	await inTransaction(async (tx) => {
		const found = await lockCase(tx, reviewer, folio);
		await insertConflict(tx, reviewer.accountId, found.profileId);
		const held = found.state === 'in_review' && found.holderId === reviewer.accountId;
		if (held) await moveSubmission(tx, found.id, 'handOver', NO_HOLDER);
		await record(tx, actor(reviewer, 'review.decide'), {
			action: 'review.declare-conflict',
			profileId: found.profileId,
			subject: folio,
			details: { handedOver: held },
		});
	});
}
