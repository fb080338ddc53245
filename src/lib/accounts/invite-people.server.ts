import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/audit/audit.ts';
import { recordAll } from '#lib/audit/record.server.ts';
import type { PersonNames } from '#lib/identifiers/person-names.ts';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { createPersonKeys } from '#lib/platform/person-keys.server.ts';
import { curpHash } from './curp.server.ts';
import { identityHash } from './identity-hash.server.ts';
import { invitation, profile } from './tables.server.ts';

/** A person on a list, regular and checked. */
export type ListedPerson = PersonNames & { curp: string; email: string; municipality: string | null };

/**
 * Makes profiles without account for people on a list and invites each to take over their own, all in one transaction.
 * Whoever calls has made sure that none of the CURPs is known.
 * @returns ids of the profiles, in the order of the people
 */
export async function invitePeople(
	tx: Transaction,
	by: Actor,
	people: readonly ListedPerson[],
): Promise<string[]> {
	if (people.length === 0) return [];
	const createdAt = now();
	const listed = people.map((person) => ({ person, id: newId() }));
	const ids = listed.map(({ id }) => id);
	const keys = await createPersonKeys(tx, ids);
	await tx.insert(profile).values(
		listed.map(({ id, person }) => ({
			id,
			curpHash: curpHash(person.curp),
			curpSealed: keys.get(id)!.seal(person.curp),
			...namesOf(person),
			createdAt,
		})),
	);
	await recordAll(
		tx,
		by,
		ids.map((profileId) => ({ action: 'account.import-person', profileId })),
	);
	await openInvitations(
		tx,
		listed.map(({ id, person }) => ({ profileId: id, person })),
	);
	return ids;
}

/**
 * Puts what a later list says in place of what the former said, of people who did not take over their profile.
 * A new invitation goes only to another address.
 */
export async function correctInvited(
	tx: Transaction,
	by: Actor,
	corrected: readonly { profileId: string; person: ListedPerson; otherAddress: boolean }[],
): Promise<void> {
	for (const { profileId, person } of corrected) {
		await tx.update(profile).set(namesOf(person)).where(eq(profile.id, profileId));
		await tx
			.update(invitation)
			.set({ municipality: person.municipality })
			.where(and(eq(invitation.profileId, profileId), isNull(invitation.closedAt)));
	}
	await recordAll(
		tx,
		by,
		corrected.map(({ profileId }) => ({ action: 'account.correct-imported', profileId })),
	);
	const moved = corrected.filter(({ otherAddress }) => otherAddress);
	await closeInvitations(
		tx,
		moved.map(({ profileId }) => profileId),
	);
	await openInvitations(tx, moved);
}

async function openInvitations(
	tx: Transaction,
	invited: readonly { profileId: string; person: ListedPerson }[],
): Promise<void> {
	if (invited.length === 0) return;
	const createdAt = now();
	const rows = invited.map(({ profileId, person: { email, municipality } }) => ({
		id: newId(),
		profileId,
		email,
		municipality,
		createdAt,
	}));
	await tx.insert(invitation).values(rows);
	await emit(tx, 'people-invited', { invitationIds: rows.map(({ id }) => id), requestId: newId() });
}

/** A link of a closed invitation opens nothing any more. */
async function closeInvitations(tx: Transaction, profileIds: string[]): Promise<void> {
	if (profileIds.length === 0) return;
	await tx
		.update(invitation)
		.set({ closedAt: now() })
		.where(and(inArray(invitation.profileId, profileIds), isNull(invitation.closedAt)));
}

function namesOf(person: ListedPerson) {
	const { givenNames, firstSurname, secondSurname } = person;
	return {
		givenNames,
		firstSurname,
		secondSurname: secondSurname ?? null,
		identityHash: identityHash(person),
	};
}
