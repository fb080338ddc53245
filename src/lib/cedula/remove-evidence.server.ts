import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { getFileOf } from '#lib/evidence/claim-files.server.ts';
import { eraseEvidence } from '#lib/evidence/erase-evidence.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { lockCedula } from './lock-cedula.server.ts';
import { isSubmitted } from './submitted-evidence.server.ts';

/**
 * Deletes one of the person's own files for good, from every claim that carries it.
 * @throws Refusal not_found; conflict `held_by_submission` for a file that was sent (rules.md, "Files")
 */
export async function removeEvidence(principal: Principal | null, evidenceId: string): Promise<void> {
	const owner = authorizeOwner(principal, 'evidence.own');
	const { profileId } = owner;
	await inTransaction(async (tx) => {
		await lockCedula(tx, profileId);
		await getFileOf(tx, profileId, evidenceId);
		if (await isSubmitted(tx, evidenceId)) {
			throw conflict(
				'held_by_submission',
				'Este documento forma parte de lo que usted ya envió y no se puede eliminar. Si ya no lo necesita, quítelo del renglón.',
			);
		}
		await eraseEvidence(tx, { profileId, id: evidenceId });
		await record(tx, actor(owner, 'evidence.own'), {
			action: 'evidence.remove',
			profileId,
			subject: evidenceId,
		});
	});
}
