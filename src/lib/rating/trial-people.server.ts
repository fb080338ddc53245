import { sql } from 'drizzle-orm';
import { profile } from '#lib/accounts/tables.server.ts';
import { presentPost } from '#lib/cedula/present-post.ts';
import { cedulaSection, submission } from '#lib/cedula/tables.server.ts';
import { ageOn } from '#lib/identifiers/calendar-day.ts';
import { parseCurp } from '#lib/identifiers/curp.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { openPersonKey } from '#lib/platform/person-keys.server.ts';
import { personKey } from '#lib/platform/tables.server.ts';
import type { CompetencyFacts } from './certification.ts';
import type { WeightingModel } from './model.ts';
import { ratedAfter, type RatedPerson } from './rated-people.server.ts';
import { scoreProfile } from './score.ts';
import { ageGroup, type TrialPerson } from './trial.ts';

/** What the groups of a trial need to know of a person besides the rating; without `wrapped` the key was erased. */
type Person = {
	profileId: string;
	folio: string;
	curpSealed: Buffer;
	post: Record<string, unknown> | null;
	wrapped: Buffer | null;
};

/** A rated person as read; nothing that is sealed was opened. */
export type PersonToTry = { rated: RatedPerson; person: Person };

/** What a trial needs besides people: the model, the standards, and the institution's day and zone. */
export type TrialSetting = {
	model: WeightingModel;
	competencies: CompetencyFacts;
	timeZone: string;
	/** 'YYYY-MM-DD' */
	today: string;
};

/** Up to `limit` rated people after a profile, and the last profile; null when nobody is left. */
export async function readPeopleToTry(
	reader: Reader,
	after: string,
	limit: number,
	timeZone: string,
): Promise<{ people: PersonToTry[]; last: string } | null> {
	const rated = await ratedAfter(reader, after, limit, { as: 'then', proofs: false, timeZone });
	const last = rated.at(-1);
	if (!last) return null;
	const people = await peopleOf(reader, rated);
	return {
		people: rated.flatMap((each) => {
			const person = people.get(each.profileId);
			return person ? [{ rated: each, person }] : [];
		}),
		last: last.profileId,
	};
}

async function peopleOf(reader: Reader, rated: readonly RatedPerson[]): Promise<Map<string, Person>> {
	const submissions = rated.map(({ submissionId }) => submissionId);
	const { rows } = await reader.execute<Person>(sql`
		select person.id as "profileId", sent.folio, person.curp_sealed as "curpSealed", post.data as post, key.wrapped
		from ${submission} sent
			join ${profile} person on person.id = sent.profile_id
			left join ${personKey} key on key.profile_id = person.id
			left join ${cedulaSection} post on post.profile_id = person.id and post.section = 'post'
		where sent.id = any(${sql.param(submissions)}::uuid[])`);
	return new Map(rows.map((person) => [person.profileId, person]));
}

/** Somebody with the rating that holds and the one that the model would give to what was accepted then, as of the same day. */
export function tryOn({ rated, person }: PersonToTry, setting: TrialSetting): TrialPerson {
	const { claims, identityAttested, scoredOn, stars, points } = rated;
	const { model, competencies, today } = setting;
	const after = scoreProfile({ claims, identityAttested, competencies }, model, scoredOn);
	const { municipality, level } = presentPost(claims, person.post ?? {});
	return {
		folio: person.folio,
		groups: { municipality, level, ...birthGroups(person, today) },
		before: { stars, points },
		after: { stars: after.stars, points: after.points },
	};
}

/** Sex and age, from the CURP; empty where it can be read no more. */
function birthGroups({ profileId, curpSealed, wrapped }: Person, today: string) {
	const parsed = wrapped && parseCurp(openPersonKey(profileId, wrapped).unseal<string>(curpSealed), today);
	if (!parsed?.ok) return { sex: '', age: '' };
	return { sex: parsed.sex, age: ageGroup(ageOn(parsed.birthDate, today)) };
}
