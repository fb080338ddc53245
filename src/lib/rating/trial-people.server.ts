import { sql } from 'drizzle-orm';
import { profile } from '#lib/accounts/tables.server.ts';
import type { ClaimKind } from '#lib/cedula/claims.ts';
import { presentPost } from '#lib/cedula/present-post.ts';
import { cedulaSection, claim, claimRevision, submission } from '#lib/cedula/tables.server.ts';
import { ageOn } from '#lib/identifiers/calendar-day.ts';
import { parseCurp } from '#lib/identifiers/curp.ts';
import { localDate } from '#lib/institution/plain-date.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { getPersonKeys, type PersonKey } from '#lib/platform/person-keys.server.ts';
import type { CompetencyFacts } from './certification.ts';
import type { WeightingModel } from './model.ts';
import { scoreProfile } from './score.ts';
import { rating } from './tables.server.ts';
import { ageGroup, type TrialPerson } from './trial.ts';

type Row = {
	profileId: string;
	folio: string;
	stars: number | null;
	points: number;
	identityAttested: boolean;
	issuedAt: Date;
	curpSealed: Buffer;
	post: Record<string, unknown> | null;
	claims: [id: string, kind: ClaimKind, data: Record<string, unknown>][] | null;
};

/** What a trial needs besides people: the model, the standards, and the institution's day and zone. */
export type TrialSetting = {
	model: WeightingModel;
	competencies: CompetencyFacts;
	timeZone: string;
	/** 'YYYY-MM-DD' */
	today: string;
};

/** How many people hold a rating. */
export async function countRated(reader: Reader): Promise<number> {
	const { rows } = await reader.execute<{ total: number }>(
		sql`select count(distinct ${rating.profileId})::int as total from ${rating}`,
	);
	return rows[0]?.total ?? 0;
}

/**
 * Up to `limit` rated people after a profile, each with the rating that holds and the one that the model would give to what
 * was accepted then, as of the same day.
 * @returns the people, and the last profile; null when nobody is left
 */
export async function tryOnPeople(
	reader: Reader,
	after: string,
	limit: number,
	setting: TrialSetting,
): Promise<{ people: TrialPerson[]; last: string } | null> {
	const rows = await ratedAfter(reader, after, limit);
	const last = rows.at(-1);
	if (!last) return null;
	const keys = await getPersonKeys(
		reader,
		rows.map(({ profileId }) => profileId),
	);
	return { people: rows.map((row) => trialOf(row, keys.get(row.profileId), setting)), last: last.profileId };
}

async function ratedAfter(reader: Reader, after: string, limit: number): Promise<Row[]> {
	const { rows } = await reader.execute<Omit<Row, 'issuedAt'> & { issuedAt: string }>(sql`
		with held as materialized (
			select distinct on (profile_id) profile_id, submission_id, stars, points, identity_attested, issued_at
			from ${rating} where profile_id > ${after}::uuid
			order by profile_id, issued_at desc, id desc limit ${limit})
		select held.profile_id as "profileId", held.stars, held.points, held.identity_attested as "identityAttested",
			held.issued_at as "issuedAt", sent.folio, person.curp_sealed as "curpSealed", post.data as post,
			(select json_agg(json_build_array(own.id, said.kind, said.data))
				from ${claim} own join ${claimRevision} said on said.id = own.accepted_revision_id
				where own.profile_id = held.profile_id
					and (own.state <> 'withdrawn' or own.withdrawn_at > held.issued_at)) as claims
		from held
			join ${submission} sent on sent.id = held.submission_id
			join ${profile} person on person.id = held.profile_id
			left join ${cedulaSection} post on post.profile_id = held.profile_id and post.section = 'post'
		order by held.profile_id`);
	return rows.map((row) => ({ ...row, issuedAt: new Date(row.issuedAt) }));
}

function trialOf(row: Row, key: PersonKey | undefined, setting: TrialSetting): TrialPerson {
	const { model, competencies, timeZone } = setting;
	const claims = (row.claims ?? []).map(([id, kind, data]) => ({ id, kind, data }));
	const { identityAttested } = row;
	const day = localDate(row.issuedAt, timeZone);
	const { stars, points } = scoreProfile({ claims, identityAttested, competencies }, model, day);
	const { municipality, level } = presentPost(claims, row.post ?? {});
	return {
		folio: row.folio,
		groups: { municipality, level, ...birthGroups(row, key, setting.today) },
		before: { stars: row.stars, points: row.points },
		after: { stars, points },
	};
}

/** Sex and age, from the CURP; empty where it can be read no more. */
function birthGroups({ curpSealed }: Row, key: PersonKey | undefined, today: string) {
	const parsed = key && parseCurp(key.unseal<string>(curpSealed), today);
	if (!parsed?.ok) return { sex: '', age: '' };
	return { sex: parsed.sex, age: ageGroup(ageOn(parsed.birthDate, today)) };
}
