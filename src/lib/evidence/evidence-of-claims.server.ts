import type { Reader } from '#lib/platform/database.server.ts';
import type { EvidenceView } from './evidence.ts';
import { attachedRowsOfProfile, rowsOfClaims, rowsOfProfile, viewOf } from './store.server.ts';

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

/**
 * The files on the working copies of all claims of a person, in one query.
 * Reads without asking who may: the caller has decided on access to the claims.
 * @returns by claim id, each in the person's order; claims without files are missing
 */
export async function evidenceByClaim(
	reader: Reader,
	profileId: string,
): Promise<Map<string, EvidenceView[]>> {
	const rows = await attachedRowsOfProfile(reader, profileId);
	const byClaim = Map.groupBy(rows, ({ claimId }) => claimId);
	return new Map([...byClaim].map(([claimId, own]) => [claimId, own.map(({ row }) => viewOf(row))]));
}

/** All files that a person keeps, the newest first («Mis documentos»); refused ones are among them, with the reason. */
export async function evidenceOfProfile(reader: Reader, profileId: string): Promise<EvidenceView[]> {
	return (await rowsOfProfile(reader, profileId)).map(viewOf);
}
