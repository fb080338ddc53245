import { sql, type SQL } from 'drizzle-orm';
import type { ClaimKind } from '#lib/cedula/claims.ts';
import { claim, claimRevision, revisionEvidence } from '#lib/cedula/tables.server.ts';
import { localDate } from '#lib/institution/plain-date.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { rating } from './tables.server.ts';

/** Comes before every profile. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A claim that counts, with the revision and the files that prove it; no files where they were not asked for. */
export type CountedClaim = {
	id: string;
	kind: ClaimKind;
	data: Record<string, unknown>;
	revisionId: string;
	evidenceIds: string[];
};

/** Somebody who is rated: the rating that holds, and what is accepted. */
export type RatedPerson = {
	profileId: string;
	ratingId: string;
	submissionId: string;
	model: string;
	/** tenths; null = unrated */
	stars: number | null;
	/** hundredths */
	points: number;
	identityAttested: boolean;
	issuedAt: Date;
	/** 'YYYY-MM-DD' as of which it was computed */
	scoredOn: string;
	claims: CountedClaim[];
};

/**
 * Which claims are read: those that count `now`, or those that counted `then`, when the rating was issued, which are more by
 * what the person withdrew since; and whether with the files that prove them.
 */
export type ClaimsAsked = { as: 'now' | 'then'; proofs: boolean };

/** Whom to read and in whose zone; `among` is a query of profiles, everybody without it. */
type PeopleAsked = ClaimsAsked & { timeZone: string; among?: SQL | undefined };

type Row = Omit<RatedPerson, 'issuedAt' | 'scoredOn' | 'claims'> & {
	issuedAt: string;
	scoredOn: string | null;
	/** JSON of {@link ClaimRow}[] */
	claims: string;
	/** 'revision file,revision file…' by the places of the files; null without any */
	proofs: string | null;
};
type ClaimRow = [id: string, kind: ClaimKind, data: Record<string, unknown>, revision: string];

/** How many people hold a rating. */
export async function countRated(reader: Reader): Promise<number> {
	const { rows } = await reader.execute<{ total: number }>(
		sql`select count(distinct ${rating.profileId})::int as total from ${rating}`,
	);
	return rows[0]?.total ?? 0;
}

/** How many people hold a rating that cites another version than this one. */
export async function countRatedByOthers(reader: Reader, version: string): Promise<number> {
	const { rows } = await reader.execute<{ total: number }>(sql`
		select count(*)::int as total from (
			select distinct on (profile_id) model_version from ${rating}
			order by profile_id, issued_at desc, id desc) held
		where model_version <> ${version}`);
	return rows[0]?.total ?? 0;
}

/** Up to `limit` rated people after a profile, in the order of profiles; nothing that is sealed is opened. */
export async function ratedAfter(
	reader: Reader,
	after: string,
	limit: number,
	{ timeZone, among, ...asked }: PeopleAsked,
): Promise<RatedPerson[]> {
	const { rows } = await reader.execute<Row>(sql`
		with held as materialized (
			select distinct on (profile_id) profile_id, id, submission_id, model_version, stars, points,
				identity_attested, issued_at, scored_on
			from ${rating} where profile_id > ${after}::uuid ${among ? sql`and profile_id in (${among})` : sql``}
			order by profile_id, issued_at desc, id desc limit ${limit})
		select held.profile_id as "profileId", held.id as "ratingId", held.submission_id as "submissionId",
			held.model_version as model, held.stars, held.points, held.identity_attested as "identityAttested",
			held.issued_at as "issuedAt", held.scored_on::text as "scoredOn", ${countedClaims(asked.as)} as claims,
			${asked.proofs ? PROOFS : sql`null`} as proofs
		from held order by held.profile_id`);
	return rows.map(({ claims, proofs, ...row }) => {
		const issuedAt = new Date(row.issuedAt);
		const files = filesByRevision(proofs);
		return {
			...row,
			issuedAt,
			scoredOn: row.scoredOn ?? localDate(issuedAt, timeZone),
			claims: (JSON.parse(claims) as ClaimRow[]).map(([id, kind, data, revisionId]) => {
				return { id, kind, data, revisionId, evidenceIds: files.get(revisionId) ?? [] };
			}),
		};
	});
}

function filesByRevision(proofs: string | null): Map<string, string[]> {
	const files = new Map<string, string[]>();
	for (const proof of proofs?.split(',') ?? []) {
		const [revision, file] = proof.split(' ') as [string, string];
		const known = files.get(revision);
		if (known) known.push(file);
		else files.set(revision, [file]);
	}
	return files;
}

/** Each list is put together as text: to have each value made JSON apart costs as much as finding it. */
function countedClaims(as: ClaimsAsked['as']): SQL {
	const withdrawnSince = as === 'then' ? sql`or own.withdrawn_at > held.issued_at` : sql``;
	return sql`(
		select '[' || coalesce(string_agg('["' || own.id || '","' || said.kind || '",' || said.data || ',"' || said.id || '"]', ','), '') || ']'
		from ${claim} own join ${claimRevision} said on said.id = own.accepted_revision_id
		where own.profile_id = held.profile_id and (own.state <> 'withdrawn' ${withdrawnSince}))`;
}

/** All files of a person at once: to look for those of each revision costs as much as all the rest. */
const PROOFS = sql`(
	select string_agg(proof.revision_id || ' ' || proof.evidence_id, ',' order by proof.position)
	from ${revisionEvidence} proof where proof.profile_id = held.profile_id)`;
