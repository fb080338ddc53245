import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { unlinkFiles } from '#lib/evidence/claim-files.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { getEditableClaim } from './editable-claim.server.ts';
import { deleteClaim, updateClaim, withdrawFromAnswer } from './store.server.ts';

/**
 * Takes a claim out of one's own cédula. One that was never sent is deleted, and its files stay with the person;
 * one that was sent stays on record as withdrawn and counts no more.
 * @throws Refusal not_found, conflict `not_editable`
 */
export async function withdrawClaim(principal: Principal | null, claimId: string): Promise<void> {
	const owner = authorizeOwner(principal, 'cedula.own');
	const { profileId } = owner;
	await inTransaction(async (tx) => {
		const present = await getEditableClaim(tx, profileId, claimId);
		const sent = present.sentRevisionId !== null;
		await unlinkFiles(tx, claimId);
		if (sent) {
			await updateClaim(tx, claimId, { state: 'withdrawn', draft: null, withdrawnAt: now() });
			await withdrawFromAnswer(tx, claimId);
		} else {
			await deleteClaim(tx, claimId);
		}
		await record(tx, actor(owner, 'cedula.own'), {
			action: sent ? 'cedula.withdraw-claim' : 'cedula.delete-claim',
			profileId,
			subject: claimId,
		});
		await emit(tx, 'profile-changed', { profileId });
	});
}
