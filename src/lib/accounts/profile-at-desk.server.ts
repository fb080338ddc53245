import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/audit/audit.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { createPersonKey } from '#lib/platform/person-keys.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import type { PersonNames } from '#lib/identifiers/person-names.ts';
import { hasLapsed } from './curp-claim.ts';
import { curpHash } from './curp.server.ts';
import { identityHash } from './identity-hash.server.ts';
import { releaseCurp } from './release-curp.server.ts';
import { findCurpHolder } from './store.server.ts';
import { account, invitation, profile } from './tables.server.ts';

/**
 * The profile without account of a person who stands at a desk and whose identification was seen there: theirs already,
 * one that a list made, or a new one. From now on it is opened with the code of the desk only.
 * @returns id of the profile
 * @throws Refusal conflict `has_account`
 */
export async function profileAtDesk(
	tx: Transaction,
	by: Actor,
	{ curp, ...names }: PersonNames & { curp: string },
): Promise<string> {
	const { givenNames, firstSurname, secondSurname } = names;
	const written = {
		givenNames,
		firstSurname,
		secondSurname: secondSurname ?? null,
		identityHash: identityHash({ ...names, curp }),
		deskAt: now(),
	};
	const holder = await findCurpHolder(tx, curpHash(curp), { lock: true });
	if (holder && !holder.account) {
		const { id, heldAt } = holder.profile;
		await tx
			.update(profile)
			.set(heldAt ? { deskAt: written.deskAt } : written)
			.where(eq(profile.id, id));
		await closeInvitation(tx, id);
		return id;
	}
	if (holder) {
		const { heldAt, deskAt } = holder.profile;
		const { curpClaimDays } = institution().settings.signIn;
		if (!hasLapsed({ heldAt, deskAt, account: holder.account }, now(), curpClaimDays)) throw hasAccount();
		await releaseCurp(tx, by, holder, 'lapsed');
	}
	const id = newId();
	const key = await createPersonKey(tx, id);
	const sealed = { curpHash: curpHash(curp), curpSealed: key.seal(curp) };
	await tx.insert(profile).values({ id, ...written, ...sealed, createdAt: now() });
	return id;
}

/** A profile that a desk began and nobody took over. */
export async function findAtDesk(tx: Transaction, profileId: string) {
	const [found] = await tx
		.select({ profile, accountId: account.id })
		.from(profile)
		.leftJoin(account, eq(account.profileId, profile.id))
		.where(eq(profile.id, profileId));
	return found?.profile.deskAt && !found.accountId ? found.profile : undefined;
}

/** The address on the list may not be the person's: its link opens nothing any more. */
async function closeInvitation(tx: Transaction, profileId: string): Promise<void> {
	await tx
		.update(invitation)
		.set({ closedAt: now() })
		.where(and(eq(invitation.profileId, profileId), isNull(invitation.closedAt)));
}

function hasAccount() {
	return conflict(
		'has_account',
		'Esta CURP ya tiene una cuenta. Si es de la persona, ayúdele a entrar con ella o a recuperar su contraseña; si no la reconoce, libere antes la CURP en «Liberar una CURP».',
	);
}
