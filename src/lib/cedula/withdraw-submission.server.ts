import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { lockCedula } from './lock-cedula.server.ts';
import { moveSubmission } from './move-submission.server.ts';
import { closeRemarks } from './remark-store.server.ts';
import { keepDrafts, reopenClaims } from './reopen-claims.server.ts';
import { claimsOfSubmission } from './store.server.ts';

/**
 * Takes one's own cédula back before somebody is looking at it: its claims are drafts again, and nothing is lost.
 * @throws Refusal conflict `wrong_state` when nothing is waiting, or a reviewer has it
 */
export async function withdrawSubmission(principal: Principal | null): Promise<{ folio: string }> {
	const owner = authorizeOwner(principal, 'cedula.own');
	const { profileId } = owner;
	return inTransaction(async (tx) => {
		const open = await lockCedula(tx, profileId);
		if (!open) throw conflict('wrong_state', NOTHING_SENT);
		if (open.state === 'in_review') throw conflict('wrong_state', BEING_REVIEWED);
		const { folio } = await moveSubmission(tx, open.id, 'withdraw', {
			pausedOn: null,
			correctBy: null,
			correctMovedFrom: null,
			identityRemark: null,
			rereading: null,
			decidedAt: now(),
		});
		await closeRemarks(tx, open.id, () => 'taken_back');
		await backToDraft(tx, open.id);
		await record(tx, actor(owner, 'cedula.own'), {
			action: 'cedula.withdraw-submission',
			profileId,
			subject: folio,
		});
		await emit(tx, 'submission-withdrawn', { profileId, submissionId: open.id });
		return { folio };
	});
}

/** Claims that were sent get their working copy back; those that the person was correcting keep theirs. */
async function backToDraft(tx: Transaction, submissionId: string): Promise<void> {
	const claims = await claimsOfSubmission(tx, submissionId);
	const standing = claims.map(({ claim }) => claim).filter(({ state }) => state !== 'withdrawn');
	const idsOf = (rows: typeof standing) => rows.map(({ id }) => id);
	await reopenClaims(tx, idsOf(standing.filter(({ draft }) => draft === null)), 'draft');
	await keepDrafts(tx, idsOf(standing.filter(({ draft }) => draft !== null)), 'draft');
}

const NOTHING_SENT = 'No hay una cédula en validación que pueda retirar.';

const BEING_REVIEWED =
	'Alguien ya está revisando su cédula, por eso no puede retirarla ahora. Si se la devuelven con observaciones, podrá hacerlo.';
