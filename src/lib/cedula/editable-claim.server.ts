import type { Reader } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { conflict, notFound } from '#lib/platform/refusal.ts';
import { EDIT_OBSTACLE_MESSAGES, obstacleToClaim, type ClaimState } from './claim-state.ts';
import { lockCedula } from './lock-cedula.server.ts';
import { findClaim, type ClaimRow } from './store.server.ts';

/**
 * The claim, if its owner may change it or its files now.
 *
 * Inside a transaction it also holds off every other change of the same cédula until the end, so that nothing slips in
 * between this answer and what is written on its strength.
 * @throws Refusal not_found for a claim that is not this person's, conflict `not_editable` while it may not be changed
 */
export async function getEditableClaim(
	reader: Reader,
	profileId: string,
	claimId: string,
): Promise<ClaimRow> {
	if (!isId(claimId)) throw notFound(NO_CLAIM);
	const open = await lockCedula(reader, profileId);
	const found = await findClaim(reader, profileId, claimId);
	if (!found) throw notFound(NO_CLAIM);
	const obstacle = obstacleToClaim(found.state as ClaimState, open);
	if (obstacle) throw conflict('not_editable', EDIT_OBSTACLE_MESSAGES[obstacle], { obstacle });
	return found;
}

const NO_CLAIM = 'No encontramos ese renglón en su cédula. Regrese a su cédula y elíjalo de la lista.';
