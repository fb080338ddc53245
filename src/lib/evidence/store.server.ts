import { and, asc, count, desc, eq, gt, inArray, isNull, lt, max, ne, sql, sum } from 'drizzle-orm';
import { preparedStatement, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { personKey } from '#lib/platform/tables.server.ts';
import type { Scan } from './evidence.ts';
import { claimEvidence, evidence } from './tables.server.ts';
import type { Turns } from './turns.ts';

/** A stored file, as its row says. */
export type EvidenceRow = typeof evidence.$inferSelect;

/** A file that was not removed, whoever it belongs to. */
export async function findEvidence(reader: Reader, id: string): Promise<EvidenceRow | undefined> {
	const [row] = await evidenceById(reader).execute({ id });
	return row;
}

const evidenceById = preparedStatement((reader) =>
	reader
		.select()
		.from(evidence)
		.where(and(eq(evidence.id, sql.placeholder('id')), isNull(evidence.removedAt)))
		.prepare('evidence_by_id'),
);

/** Files on the working copies of claims, in the person's order. */
export function rowsOfClaims(reader: Reader, claimIds: string[]) {
	return filesByClaim(reader).execute({ claimIds });
}

const filesByClaim = preparedStatement((reader) =>
	reader
		.select({ claimId: claimEvidence.claimId, row: evidence })
		.from(claimEvidence)
		.innerJoin(evidence, eq(evidence.id, claimEvidence.evidenceId))
		.where(
			and(
				sql`${claimEvidence.claimId} = any(${sql.placeholder('claimIds')}::uuid[])`,
				isNull(evidence.removedAt),
			),
		)
		.orderBy(asc(claimEvidence.claimId), asc(claimEvidence.position), asc(evidence.id))
		.prepare('files_by_claim'),
);

/** Files of a person by their ids, in no order. */
export function rowsByIds(reader: Reader, profileId: string, ids: string[]): Promise<EvidenceRow[]> {
	return reader
		.select()
		.from(evidence)
		.where(and(eq(evidence.profileId, profileId), inArray(evidence.id, ids)));
}

/** All files of a person, the newest first. */
export function rowsOfProfile(reader: Reader, profileId: string): Promise<EvidenceRow[]> {
	return reader
		.select()
		.from(evidence)
		.where(and(eq(evidence.profileId, profileId), isNull(evidence.removedAt)))
		.orderBy(desc(evidence.id));
}

/** The file of a person that has these bytes, unless it was removed or refused. */
export async function findSameBytes(
	reader: Reader,
	profileId: string,
	sha256: Buffer,
): Promise<EvidenceRow | undefined> {
	const [row] = await reader
		.select()
		.from(evidence)
		.where(
			and(
				eq(evidence.profileId, profileId),
				eq(evidence.sha256, sha256),
				isNull(evidence.removedAt),
				ne(evidence.scan, sql`'refused'`),
			),
		);
	return row;
}

/** Bytes that a person keeps, as received; refused files do not count. */
export async function keptBytes(reader: Reader, profileId: string): Promise<number> {
	const [row] = await reader
		.select({ total: sum(evidence.sizeBytes) })
		.from(evidence)
		.where(
			and(eq(evidence.profileId, profileId), isNull(evidence.removedAt), ne(evidence.scan, sql`'refused'`)),
		);
	return Number(row?.total ?? 0);
}

/** Adds a file. */
export async function insertEvidence(
	tx: Transaction,
	row: typeof evidence.$inferInsert,
): Promise<EvidenceRow> {
	const [inserted] = await tx.insert(evidence).values(row).returning();
	return inserted!;
}

/** What the check of a file found. */
export type Settled = Pick<EvidenceRow, 'refusal' | 'pages' | 'keptSha256' | 'checkedAt'> & { scan: Scan };

/** Writes what the check of a waiting file found. @returns false when another worker was first, or it was removed */
export async function settleEvidence(writer: Reader, id: string, settled: Settled): Promise<boolean> {
	const changed = await writer
		.update(evidence)
		.set(settled)
		.where(and(eq(evidence.id, id), eq(evidence.scan, 'pending'), isNull(evidence.removedAt)))
		.returning({ id: evidence.id });
	return changed.length > 0;
}

/** Ids of files that have waited for their check since before an instant, the oldest first. */
export async function waitingEvidence(reader: Reader, since: Date, limit: number): Promise<string[]> {
	const rows = await reader
		.select({ id: evidence.id })
		.from(evidence)
		.where(and(eq(evidence.scan, sql`'pending'`), isNull(evidence.removedAt), lt(evidence.createdAt, since)))
		.orderBy(asc(evidence.createdAt))
		.limit(limit);
	return rows.map(({ id }) => id);
}

/** Marks a file as removed; its row stays, so that the audit has something to point at. */
export async function markRemoved(tx: Transaction, id: string, removedAt: Date): Promise<void> {
	await tx.update(evidence).set({ removedAt }).where(eq(evidence.id, id));
}

/** Remembers how a file is turned. */
export async function setTurns(tx: Transaction, id: string, turns: Turns): Promise<void> {
	await tx.update(evidence).set({ turns }).where(eq(evidence.id, id));
}

/** How many files a claim carries and which place is next. */
export async function placesOfClaim(
	reader: Reader,
	claimId: string,
): Promise<{ files: number; next: number }> {
	const [row] = await placesTaken(reader).execute({ claimId });
	return { files: row?.files ?? 0, next: (row?.last ?? -1) + 1 };
}

const placesTaken = preparedStatement((reader) =>
	reader
		.select({ files: count(), last: max(claimEvidence.position) })
		.from(claimEvidence)
		.where(eq(claimEvidence.claimId, sql.placeholder('claimId')))
		.prepare('places_of_claim'),
);

/** Ids of the files that a claim carries, in the person's order. */
export async function idsOfClaim(reader: Reader, claimId: string): Promise<string[]> {
	const rows = await reader
		.select({ id: claimEvidence.evidenceId })
		.from(claimEvidence)
		.where(eq(claimEvidence.claimId, claimId))
		.orderBy(asc(claimEvidence.position), asc(claimEvidence.evidenceId));
	return rows.map(({ id }) => id);
}

/** Whether a claim carries a file. */
export async function isLinked(reader: Reader, claimId: string, evidenceId: string): Promise<boolean> {
	const rows = await linkOf(reader).execute({ claimId, evidenceId });
	return rows.length > 0;
}

const linkOf = preparedStatement((reader) =>
	reader
		.select({ claimId: claimEvidence.claimId })
		.from(claimEvidence)
		.where(
			and(
				eq(claimEvidence.claimId, sql.placeholder('claimId')),
				eq(claimEvidence.evidenceId, sql.placeholder('evidenceId')),
			),
		)
		.prepare('link_of_claim'),
);

/** Gives a claim one more file. */
export async function insertLink(tx: Transaction, link: typeof claimEvidence.$inferInsert): Promise<void> {
	await newLink(tx).execute(link);
}

const newLink = preparedStatement((reader) =>
	reader
		.insert(claimEvidence)
		.values({
			claimId: sql.placeholder('claimId'),
			evidenceId: sql.placeholder('evidenceId'),
			profileId: sql.placeholder('profileId'),
			position: sql.placeholder('position'),
		})
		.prepare('new_link'),
);

/** Takes a file off a claim. @returns false when it was not there */
export async function deleteLink(tx: Transaction, claimId: string, evidenceId: string): Promise<boolean> {
	const gone = await tx
		.delete(claimEvidence)
		.where(and(eq(claimEvidence.claimId, claimId), eq(claimEvidence.evidenceId, evidenceId)))
		.returning({ claimId: claimEvidence.claimId });
	return gone.length > 0;
}

/** Takes a file off every claim. */
export async function unlinkEverywhere(tx: Transaction, evidenceId: string): Promise<void> {
	await tx.delete(claimEvidence).where(eq(claimEvidence.evidenceId, evidenceId));
}

/** What the check of the store needs of a file, removed or not; the wrapped key is null when the person's key is gone. */
export type StoredRow = Pick<
	EvidenceRow,
	| 'id'
	| 'profileId'
	| 'mediaType'
	| 'scan'
	| 'sha256'
	| 'keptSha256'
	| 'pages'
	| 'reading'
	| 'checkedAt'
	| 'removedAt'
> & { wrappedKey: Buffer | null };

/** How many files there should be something of. */
export function countStored(reader: Reader): Promise<number> {
	return reader.$count(evidence, somethingKept());
}

/** Files of which there should be something, by id, from beyond `after` on. */
export function storedRows(reader: Reader, after: string | undefined, limit: number): Promise<StoredRow[]> {
	return withKeys(reader)
		.where(and(somethingKept(), after === undefined ? undefined : gt(evidence.id, after)))
		.orderBy(asc(evidence.id))
		.limit(limit);
}

/** These files, whatever has become of them. */
export function storedRowsById(reader: Reader, ids: string[]): Promise<StoredRow[]> {
	return withKeys(reader).where(inArray(evidence.id, ids));
}

function somethingKept() {
	return and(isNull(evidence.removedAt), ne(evidence.scan, sql`'refused'`));
}

function withKeys(reader: Reader) {
	const { id, profileId, mediaType, scan, sha256, keptSha256, pages, reading, checkedAt, removedAt } =
		evidence;
	const columns = {
		id,
		profileId,
		mediaType,
		scan,
		sha256,
		keptSha256,
		pages,
		reading,
		checkedAt,
		removedAt,
	};
	return reader
		.select({ ...columns, wrappedKey: personKey.wrapped })
		.from(evidence)
		.leftJoin(personKey, eq(personKey.profileId, evidence.profileId));
}
