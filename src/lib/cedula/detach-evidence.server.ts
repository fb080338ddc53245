import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { getFileOf, NOT_HERE, unlinkFile } from '#lib/evidence/claim-files.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { getEditableClaim } from './editable-claim.server.ts';

/**
 * Takes a file off a claim of one's own cédula; it stays among the person's documents, and in what was sent before.
 * @throws Refusal not_found, conflict `not_editable`
 */
export async function detachEvidence(
	principal: Principal | null,
	claimId: string,
	evidenceId: string,
): Promise<void> {
	const owner = authorizeOwner(principal, 'evidence.own');
	const { profileId } = owner;
	await inTransaction(async (tx) => {
		await getEditableClaim(tx, profileId, claimId);
		await getFileOf(tx, profileId, evidenceId);
		if (!(await unlinkFile(tx, claimId, evidenceId))) {
			throw notFound(NOT_HERE);
		}
		await record(tx, actor(owner, 'evidence.own'), {
			action: 'evidence.detach',
			profileId,
			subject: evidenceId,
			details: { claimId },
		});
	});
}
