import { and, eq, isNull, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Reader } from '#lib/platform/database.server.ts';
import type { EvidenceView } from './evidence.ts';
import { viewOf, type EvidenceFacts } from './evidence-view.server.ts';
import { rowsByIds, rowsOfClaims, rowsOfProfile } from './store.server.ts';
import { claimEvidence, evidence } from './tables.server.ts';

/**
 * The files on the working copies of claims, in one query.
 * Reads without asking who may: the caller has decided on access to the claims.
 * @returns by claim id, each in the person's order; every id asked for has an entry
 */
export async function evidenceOfClaims(
	reader: Reader,
	claimIds: string[],
): Promise<Map<string, EvidenceView[]>> {
	const byClaim = new Map<string, EvidenceView[]>(claimIds.map((id) => [id, []]));
	if (claimIds.length === 0) return byClaim;
	for (const { claimId, row } of await rowsOfClaims(reader, claimIds))
		byClaim.get(claimId)?.push(viewOf(row));
	return byClaim;
}

/** {@link EvidenceFacts} of a file, for queries that collect files in one column. */
export const EVIDENCE_AS_JSON = sql<EvidenceFacts>`json_build_object(
	'id', ${evidence.id}, 'name', ${evidence.name}, 'mediaType', ${evidence.mediaType},
	'sizeBytes', ${evidence.sizeBytes}, 'sha256', encode(${evidence.sha256}, 'hex'), 'pages', ${evidence.pages},
	'scan', ${evidence.scan}, 'refusal', ${evidence.refusal}, 'turns', ${evidence.turns}, 'reading', ${evidence.reading})`;

/** The files on the working copy of a claim, in the person's order, as a column of a larger query; null for none. */
export function evidenceColumn(reader: Reader, claimId: SQLWrapper): SQL<EvidenceFacts[] | null> {
	const asJson = reader
		.select({
			json: sql`json_agg(${EVIDENCE_AS_JSON} order by ${claimEvidence.position}, ${evidence.id})`,
		})
		.from(claimEvidence)
		.innerJoin(evidence, eq(evidence.id, claimEvidence.evidenceId))
		.where(and(eq(claimEvidence.claimId, claimId), isNull(evidence.removedAt)));
	return sql`(${asJson})`;
}

/** All files that a person keeps, the newest first, each with the instant at which it came. */
export async function datedEvidence(
	reader: Reader,
	profileId: string,
): Promise<(EvidenceView & { addedAt: Date })[]> {
	const rows = await rowsOfProfile(reader, profileId);
	return rows.map((row) => ({ ...viewOf(row), addedAt: row.createdAt }));
}

/** All files that a person keeps, the newest first; refused ones are among them, with the reason. */
export async function evidenceOfProfile(reader: Reader, profileId: string): Promise<EvidenceView[]> {
	return (await rowsOfProfile(reader, profileId)).map(viewOf);
}

/**
 * Files of a person by their ids, also those that the person no longer keeps.
 * Reads without asking who may: the caller has decided on access.
 */
export async function evidenceByIds(
	reader: Reader,
	profileId: string,
	ids: string[],
): Promise<Map<string, EvidenceView>> {
	if (ids.length === 0) return new Map();
	const rows = await rowsByIds(reader, profileId, ids);
	return new Map(rows.map((row) => [row.id, viewOf(row)]));
}
