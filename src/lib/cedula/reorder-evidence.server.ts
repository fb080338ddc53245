import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { reorderFile } from '#lib/evidence/claim-files.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { getEditableClaim } from './editable-claim.server.ts';

/** A file of a claim and its new place in the order, counted from 0; said twice it stays there. */
export const evidencePlace = z.object({
	evidenceId: z.uuid('Elija un documento de la lista.'),
	place: z.coerce.number('Diga en qué lugar va el documento.').int().min(0),
});

/**
 * Puts a file of a claim of one's own cédula at another place: whoever validates reads them in this order.
 * @throws Refusal not_found, invalid, conflict `not_editable`
 */
export async function reorderEvidence(
	principal: Principal | null,
	claimId: string,
	input: unknown,
): Promise<void> {
	const owner = authorizeOwner(principal, 'evidence.own');
	const { profileId } = owner;
	const { evidenceId, place } = parse(evidencePlace, input);
	await inTransaction(async (tx) => {
		await getEditableClaim(tx, profileId, claimId);
		if (!(await reorderFile(tx, { claimId, profileId, evidenceId, place }))) return;
		await record(tx, actor(owner, 'evidence.own'), {
			action: 'evidence.reorder',
			profileId,
			subject: evidenceId,
			details: { claimId, place },
		});
	});
}
