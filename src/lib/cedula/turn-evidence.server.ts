import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { getFileOf, turnFile } from '#lib/evidence/claim-files.server.ts';
import type { EvidenceView } from '#lib/evidence/evidence.ts';
import type { Turns } from '#lib/evidence/turns.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { lockCedula } from './lock-cedula.server.ts';
import { isSubmitted } from './submitted-evidence.server.ts';

/** How far a file is turned from how it came, in quarter turns to the right; said twice it is the same. */
export const evidenceTurns = z.object({
	turns: z.coerce.number('Diga cuántos cuartos de vuelta se gira.').int().min(0).max(3),
});

/**
 * Turns one of the person's own files, for themselves and for whoever validates.
 * @throws Refusal not_found, invalid; conflict `held_by_submission` for a file that was sent: it stays as it was seen
 */
export async function turnEvidence(
	principal: Principal | null,
	evidenceId: string,
	input: unknown,
): Promise<EvidenceView> {
	const owner = authorizeOwner(principal, 'evidence.own');
	const { profileId } = owner;
	const turns = parse(evidenceTurns, input).turns as Turns;
	return inTransaction(async (tx) => {
		await lockCedula(tx, profileId);
		const file = await getFileOf(tx, profileId, evidenceId);
		if (await isSubmitted(tx, evidenceId)) throw conflict('held_by_submission', HELD);
		if (file.turns === turns) return file;
		await turnFile(tx, evidenceId, turns);
		await record(tx, actor(owner, 'evidence.own'), {
			action: 'evidence.turn',
			profileId,
			subject: evidenceId,
			details: { turns },
		});
		return { ...file, turns };
	});
}

const HELD =
	'Este documento forma parte de lo que usted ya envió y se queda como está. Si quiere que se vea de otro modo, adjunte otra copia.';
