import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { relinkFiles } from '#lib/evidence/claim-files.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { getEditableClaim } from './editable-claim.server.ts';
import { filesOfRevisions, findDecision, getRevision, updateClaim } from './store.server.ts';

/**
 * Throws away the unsent change of a claim that was decided before: it is again as it was sent, with its files.
 * @throws Refusal not_found, conflict `not_editable`; conflict `nothing_to_discard` for a claim that was never decided
 */
export async function discardChange(principal: Principal | null, claimId: string): Promise<void> {
	const owner = authorizeOwner(principal, 'cedula.own');
	const { profileId } = owner;
	await inTransaction(async (tx) => {
		const present = await getEditableClaim(tx, profileId, claimId);
		const revisionId = present.sentRevisionId;
		const decision = revisionId && (await findDecision(tx, revisionId));
		if (!revisionId || (decision !== 'accepted' && decision !== 'rejected'))
			throw conflict(
				'nothing_to_discard',
				'Este renglón no tiene una versión anterior. Si no lo quiere, quítelo.',
			);
		const { number } = await getRevision(tx, revisionId);
		const evidenceIds = (await filesOfRevisions(tx, [revisionId])).get(revisionId) ?? [];
		await relinkFiles(tx, { claimId, profileId, evidenceIds });
		await updateClaim(tx, claimId, {
			state: decision,
			draft: null,
			revision: number,
			version: present.version + 1,
			savedAt: now(),
		});
		await record(tx, actor(owner, 'cedula.own'), {
			action: 'cedula.discard-change',
			profileId,
			subject: claimId,
		});
	});
}
