import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { standAside } from '#lib/review/stand-aside.server.ts';
import { lockForAnother, refuseUnlessHeld } from './another-person.server.ts';
import { moveAppeal, NO_HOLDER } from './move-appeal.server.ts';
import type { AppealRow } from './store.server.ts';

/**
 * Takes an appeal: from then on nobody else answers it. Taking again what one holds is no fault.
 * @throws Refusal not_found · not_allowed (owner, issuer, declared conflict) · conflict `wrong_state`
 */
export async function takeAppeal(principal: Principal | null, id: string): Promise<void> {
	const reviewer = authorize(principal, 'appeal.answer');
	await inTransaction(async (tx) => {
		const found = await lockForAnother(tx, reviewer, id);
		if (found.state === 'in_review' && found.holderId === reviewer.accountId) return;
		if (found.state !== 'received') {
			const message = 'Esta aclaración ya no está en la lista: la tiene otra persona o ya se respondió.';
			throw conflict('wrong_state', message, { state: found.state });
		}
		await moveAppeal(tx, id, 'take', {
			holderId: reviewer.accountId,
			holderName: reviewer.name,
			holderSeenAt: now(),
		});
		await recordMove(tx, reviewer, found, 'appeal.take');
	});
}

/**
 * Gives an appeal back to its queue.
 * @throws Refusal not_found · not_allowed · conflict `not_holder`, `wrong_state`
 */
export async function handOverAppeal(principal: Principal | null, id: string): Promise<void> {
	const reviewer = authorize(principal, 'appeal.answer');
	await inTransaction(async (tx) => {
		const found = await lockForAnother(tx, reviewer, id);
		refuseUnlessHeld(reviewer, found);
		await moveAppeal(tx, id, 'release', NO_HOLDER);
		await recordMove(tx, reviewer, found, 'appeal.hand-over');
	});
}

/**
 * Declares not to be impartial towards the person of an appeal: who holds it gives it back, and is never again offered
 * anything of that person.
 * @throws Refusal not_found · not_allowed · conflict `holds_case` while they review a cédula of that person
 */
export async function declareAppealConflict(principal: Principal | null, id: string): Promise<void> {
	const reviewer = authorize(principal, 'appeal.answer');
	await inTransaction(async (tx) => {
		const found = await lockForAnother(tx, reviewer, id);
		if (found.holderId === reviewer.accountId) await moveAppeal(tx, id, 'release', NO_HOLDER);
		await standAside(tx, reviewer.accountId, found.profileId);
		await recordMove(tx, reviewer, found, 'appeal.declare-conflict');
	});
}

function recordMove(
	tx: Transaction,
	reviewer: Principal,
	{ id, profileId }: AppealRow,
	action: string,
): Promise<void> {
	return record(tx, actor(reviewer, 'appeal.answer'), { action, profileId, subject: id });
}
