import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { getFileOf, linkFile } from '#lib/evidence/claim-files.server.ts';
import type { EvidenceView } from '#lib/evidence/evidence.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { invalidField } from '#lib/platform/refusal.ts';
import { getEditableClaim } from './editable-claim.server.ts';

/** A file that the person has uploaded before. */
export const reusedEvidence = z.object({ evidenceId: z.uuid('Elija un documento de la lista.') });

/**
 * Attaches a file that the person keeps already to another claim of theirs.
 * @throws Refusal not_found, invalid, conflict `not_editable` or `claim_full`; invalid also for a refused file
 */
export async function reuseEvidence(
	principal: Principal | null,
	claimId: string,
	input: unknown,
): Promise<EvidenceView> {
	const owner = authorizeOwner(principal, 'evidence.own');
	const { profileId } = owner;
	const { evidenceId } = parse(reusedEvidence, input);
	return inTransaction(async (tx) => {
		await getEditableClaim(tx, profileId, claimId);
		const file = await getFileOf(tx, profileId, evidenceId);
		if (file.refusal) throw invalidField('evidenceId', 'refused', file.refusal);
		await linkFile(tx, { claimId, profileId, evidenceId });
		await record(tx, actor(owner, 'evidence.own'), {
			action: 'evidence.reuse',
			profileId,
			subject: evidenceId,
			details: { claimId },
		});
		return file;
	});
}
