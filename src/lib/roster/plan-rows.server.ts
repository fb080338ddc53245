import { and, eq, inArray, isNull } from 'drizzle-orm';
import { curpHash } from '#lib/accounts/curp.server.ts';
import { sameEmail } from '#lib/accounts/email.ts';
import type { ListedPerson } from '#lib/accounts/invite-people.server.ts';
import { account, invitation, profile } from '#lib/accounts/tables.server.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import type { CheckedRow } from './check-list.server.ts';
import type { Outcome } from './roster.ts';

/** What is done with a line; `profileId` where the person is known already. */
export type PlannedRow = CheckedRow & { outcome: Outcome; profileId: string | null; otherAddress: boolean };

/** People asked for in one query. */
const CHUNK = 2000;

/** What would be done now with each line, in the order of the list. */
export async function planRows(reader: Reader, rows: readonly CheckedRow[]): Promise<PlannedRow[]> {
	const hashed = rows.map((row) => ({ row, hash: row.person && curpHash(row.person.curp) }));
	const hashes = hashed.flatMap(({ hash }) => hash ?? []);
	const known = new Map<string, Known>();
	for (let from = 0; from < hashes.length; from += CHUNK) {
		for (const found of await knownPeople(reader, hashes.slice(from, from + CHUNK))) {
			known.set(found.curpHash!.toString('hex'), found);
		}
	}
	return hashed.map(({ row, hash }) => planned(row, hash && known.get(hash.toString('hex'))));
}

function planned(row: CheckedRow, known: Known | undefined): PlannedRow {
	if (!row.person) return { ...row, outcome: 'refused', profileId: null, otherAddress: false };
	if (!known) return { ...row, outcome: 'added', profileId: null, otherAddress: true };
	const otherAddress = !known.email || !sameEmail(known.email, row.person.email);
	const person = withKnown(row.person, known);
	const outcome = outcomeOf(person, known, otherAddress);
	return { ...row, person, outcome, profileId: known.id, otherAddress };
}

/** A cell that a list leaves empty takes nothing away of what is known. */
function withKnown(person: ListedPerson, { secondSurname, municipality }: Known): ListedPerson {
	return {
		...person,
		secondSurname: person.secondSurname ?? secondSurname,
		municipality: person.municipality ?? municipality,
	};
}

function outcomeOf(person: ListedPerson, known: Known, otherAddress: boolean): Outcome {
	if (known.accountId) return 'has_account';
	if (known.deskAt || known.heldAt) return 'at_desk';
	const same =
		!otherAddress &&
		known.givenNames === person.givenNames &&
		known.firstSurname === person.firstSurname &&
		known.secondSurname === (person.secondSurname ?? null) &&
		known.municipality === person.municipality;
	return same ? 'unchanged' : 'corrected';
}

type Known = Awaited<ReturnType<typeof knownPeople>>[number];

function knownPeople(reader: Reader, hashes: Buffer[]) {
	return reader
		.select({
			id: profile.id,
			curpHash: profile.curpHash,
			givenNames: profile.givenNames,
			firstSurname: profile.firstSurname,
			secondSurname: profile.secondSurname,
			heldAt: profile.heldAt,
			deskAt: profile.deskAt,
			accountId: account.id,
			email: invitation.email,
			municipality: invitation.municipality,
		})
		.from(profile)
		.leftJoin(account, eq(account.profileId, profile.id))
		.leftJoin(invitation, and(eq(invitation.profileId, profile.id), isNull(invitation.closedAt)))
		.where(inArray(profile.curpHash, hashes));
}
