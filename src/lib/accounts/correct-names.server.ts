import { eq } from 'drizzle-orm';
import { violates, type Transaction } from '#lib/platform/database.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { countAttempt } from './attempts.server.ts';
import { curpHash } from './curp.server.ts';
import { identityHash } from './identity-hash.server.ts';
import { findCurpHolder } from './store.server.ts';
import { profile } from './tables.server.ts';

/** Names and CURP of a person, regular and checked. */
export type CorrectedNames = {
	givenNames: string;
	firstSurname: string;
	secondSurname: string | null;
	curp: string;
};

/**
 * Writes other names or another CURP into a profile. Whether that may be done now, the caller has decided.
 * Tries with CURPs of others are limited by account, since the refusal tells that one is registered.
 * @throws Refusal conflict `curp_held`, too_many
 */
export async function correctNames(
	tx: Transaction,
	profileId: string,
	{ curp, ...names }: CorrectedNames,
): Promise<void> {
	const holder = await findCurpHolder(tx, curpHash(curp));
	if (holder && holder.profile.id !== profileId) throw await curpHeld(profileId);
	const key = await getPersonKey(profileId, tx);
	const present = holder ? {} : { curpHash: curpHash(curp), curpSealed: key.seal(curp) };
	try {
		await tx
			.update(profile)
			.set({ ...names, ...present, identityHash: identityHash({ ...names, curp }) })
			.where(eq(profile.id, profileId));
	} catch (error) {
		if (violates(error, 'profile_curp_hash')) throw await curpHeld(profileId);
		throw error;
	}
}

async function curpHeld(profileId: string) {
	await countAttempt('held-curp', profileId);
	return conflict(
		'curp_held',
		'Otra persona ya está registrada con esa CURP. Revise que la haya escrito como está en su constancia.',
	);
}
