import { sql } from 'drizzle-orm';
import { profile } from '#lib/accounts/tables.server.ts';
import { presentPost } from '#lib/cedula/present-post.ts';
import { cedulaSection, submission } from '#lib/cedula/tables.server.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { personKey } from '#lib/platform/tables.server.ts';
import type { BirthGroups } from './birth-groups-worker.server.ts';
import { birthGroupsOf } from './birth-groups.server.ts';
import type { CompetencyFacts } from '../certification.ts';
import type { WeightingModel } from '../model/model.ts';
import { ratedAfter, type RatedPerson } from '../rated-people.server.ts';
import { scoreProfile } from '../score.ts';
import type { TrialPerson } from './trial.ts';

/** What the groups of a trial need to know of a person besides the rating; bytes in base64, no `wrapped` without a key. */
type Row = {
	profileId: string;
	folio: string;
	post: Record<string, unknown> | null;
	curpSealed: string;
	wrapped: string | null;
};
type Person = Pick<Row, 'folio' | 'post'> & BirthGroups;

/** A rated person as read. */
export type PersonToTry = { rated: RatedPerson; person: Person };

/** What a trial needs besides people: the model, the standards, and the institution's day and zone. */
export type TrialSetting = {
	model: WeightingModel;
	competencies: CompetencyFacts;
	timeZone: string;
	/** 'YYYY-MM-DD' */
	today: string;
};

/** Rated people who were read; who they are is still being found out, so that the next can be read meanwhile. */
export type BatchToTry = { last: string; people: Promise<PersonToTry[]> };

/** Up to `limit` rated people after a profile, and the last profile; null when nobody is left. */
export async function readPeopleToTry(
	reader: Reader,
	after: string,
	limit: number,
	{ timeZone, today }: Pick<TrialSetting, 'timeZone' | 'today'>,
): Promise<BatchToTry | null> {
	const rated = await ratedAfter(reader, after, limit, { as: 'then', proofs: false, timeZone });
	const last = rated.at(-1);
	if (!last) return null;
	const people = knownAmong(reader, rated, today);
	people.catch(() => undefined);
	return { last: last.profileId, people };
}

async function knownAmong(
	reader: Reader,
	rated: readonly RatedPerson[],
	today: string,
): Promise<PersonToTry[]> {
	const people = await peopleOf(reader, rated, today);
	return rated.flatMap((each) => {
		const person = people.get(each.profileId);
		return person ? [{ rated: each, person }] : [];
	});
}

async function peopleOf(
	reader: Reader,
	rated: readonly RatedPerson[],
	today: string,
): Promise<Map<string, Person>> {
	const submissions = rated.map(({ submissionId }) => submissionId);
	const { rows } = await reader.execute<Row>(sql`
		select person.id as "profileId", sent.folio, post.data as post,
			encode(person.curp_sealed, 'base64') as "curpSealed", encode(key.wrapped, 'base64') as wrapped
		from ${submission} sent
			join ${profile} person on person.id = sent.profile_id
			left join ${personKey} key on key.profile_id = person.id
			left join ${cedulaSection} post on post.profile_id = person.id and post.section = 'post'
		where sent.id = any(${sql.param(submissions)}::uuid[])`);
	const groups = await birthGroupsOf(
		rows.map(({ wrapped, curpSealed }) => ({ wrapped, curpSealed })),
		today,
	);
	return new Map(
		rows.map(({ profileId, folio, post }, place) => [profileId, { folio, post, ...groups[place]! }]),
	);
}

/** Somebody with the rating that holds and the one that the model would give to what was accepted then, as of the same day. */
export function tryOn({ rated, person }: PersonToTry, setting: TrialSetting): TrialPerson {
	const { claims, identityAttested, scoredOn, stars, points } = rated;
	const { model, competencies } = setting;
	const after = scoreProfile({ claims, identityAttested, competencies }, model, scoredOn);
	const { municipality, level } = presentPost(claims, person.post ?? {});
	return {
		folio: person.folio,
		groups: { municipality, level, sex: person.sex, age: person.age },
		before: { stars, points },
		after: { stars: after.stars, points: after.points },
	};
}
