import { sql } from 'drizzle-orm';
import { preparedStatement, type Reader } from '#lib/platform/database.server.ts';
import type { CoincidenceKind } from './coincidence.ts';

/** What is looked for in what other people sent. */
export type Sought = {
	/** whose case it is: the same thing in what they sent themselves is no coincidence */
	profileId: string;
	identityHash: Buffer | null;
	licences: string[];
	/** SHA-256 of files */
	files: Buffer[];
};

/** One other person with the same thing. */
export type CoincidenceRow = {
	kind: CoincidenceKind;
	key: string;
	/** how many other people have it, this one among them */
	total: number;
	profileId: string;
	folio: string;
	/** null when the reviewer declared a conflict of interest with them */
	name: string | null;
};

/** More people than a reviewer would look up for one thing. */
const MOST_SHOWN = 5;

/**
 * Other people who sent the same things and did not withdraw them, by their newest folio, the oldest folios first.
 * One query, whatever is looked for; each part is served by an index of its own.
 * @param reviewerId for whose eyes; null for nobody's
 */
export function findCoincidenceRows(
	reader: Reader,
	reviewerId: string | null,
	{ profileId, identityHash, licences, files }: Sought,
): Promise<CoincidenceRow[]> {
	return coincidences(reader).execute({ reviewerId, profileId, identityHash, licences, files });
}

/*
 * What is sought stands in selects of its own: a plan for given values would look cheaper than one for any, and the database
 * would plan anew every time, which takes ten times as long as the search.
 */
const coincidences = preparedStatement((reader) => {
	const profileId = sql`${sql.placeholder('profileId')}::uuid`;
	const found = sql`(
		with found (kind, key, submission_id) as (
			select 'identity', encode(p.identity_hash, 'hex'), s.id
			from profile p join submission s on s.profile_id = p.id
			where p.identity_hash = (select ${sql.placeholder('identityHash')}::bytea) and p.id <> ${profileId}
			union all
			select 'licence', r.data ->> 'licenceNumber', c.submission_id
			from claim_revision r join submission_claim c on c.revision_id = r.id
			where r.kind = 'education' and r.data ->> 'licenceNumber' = any (array(select unnest(${sql.placeholder('licences')}::text[])))
				and r.profile_id <> ${profileId}
			union all
			select 'file', encode(e.sha256, 'hex'), c.submission_id
			from evidence e
				join revision_evidence re on re.evidence_id = e.id
				join submission_claim c on c.revision_id = re.revision_id
			where e.sha256 = any (array(select unnest(${sql.placeholder('files')}::bytea[]))) and e.profile_id <> ${profileId}
		), person as (
			select distinct on (kind, key, s.profile_id) kind, key, s.profile_id, s.folio
			from found join submission s on s.id = found.submission_id
			where s.state <> 'withdrawn'
			order by kind, key, s.profile_id, s.submitted_at desc
		), ranked as (
			select *, (count(*) over (partition by kind, key))::int as total,
				row_number() over (partition by kind, key order by folio) as place
			from person
		)
		select r.*, case when c.account_id is null
			then concat_ws(' ', p.given_names, p.first_surname, p.second_surname) end as name
		from ranked r
			join profile p on p.id = r.profile_id
			left join conflict_of_interest c
				on c.account_id = ${sql.placeholder('reviewerId')}::uuid and c.profile_id = r.profile_id
		where r.place <= ${sql.raw(String(MOST_SHOWN))}
	) coincidence`;
	return reader
		.select({
			kind: sql<CoincidenceKind>`kind`,
			key: sql<string>`key`,
			total: sql<number>`total`,
			profileId: sql<string>`profile_id`,
			folio: sql<string>`folio`,
			name: sql<string | null>`name`,
		})
		.from(found)
		.orderBy(sql`kind, key, place`)
		.prepare('coincidences');
});
