import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Reader } from '../platform/database.server.ts';
import { refusalInWords, type EvidenceView, type MediaType, type Scan } from './evidence.ts';
import { claimEvidence, evidence } from './tables.server.ts';

/** A stored file, as its row says. */
export type EvidenceRow = typeof evidence.$inferSelect;

/** The row as people and programs see it. */
export function viewOf(row: EvidenceRow): EvidenceView {
	return {
		id: row.id,
		name: row.name,
		mediaType: row.mediaType as MediaType,
		sizeBytes: row.sizeBytes,
		sha256: row.sha256.toString('hex'),
		pages: row.pages,
		scan: row.scan as Scan,
		refusal: row.refusal === null ? null : refusalInWords(row.refusal),
	};
}

/** A file that was not removed, whoever it belongs to. */
export async function findEvidence(reader: Reader, id: string): Promise<EvidenceRow | undefined> {
	const [row] = await reader
		.select()
		.from(evidence)
		.where(and(eq(evidence.id, id), isNull(evidence.removedAt)));
	return row;
}

/** Files on the working copies of claims, in the person's order. */
export function rowsOfClaims(reader: Reader, claimIds: string[]) {
	return reader
		.select({ claimId: claimEvidence.claimId, row: evidence })
		.from(claimEvidence)
		.innerJoin(evidence, eq(evidence.id, claimEvidence.evidenceId))
		.where(and(inArray(claimEvidence.claimId, claimIds), isNull(evidence.removedAt)))
		.orderBy(asc(claimEvidence.claimId), asc(claimEvidence.position), asc(evidence.id));
}

/** All files of a person, the newest first. */
export function rowsOfProfile(reader: Reader, profileId: string): Promise<EvidenceRow[]> {
	return reader
		.select()
		.from(evidence)
		.where(and(eq(evidence.profileId, profileId), isNull(evidence.removedAt)))
		.orderBy(desc(evidence.id));
}
