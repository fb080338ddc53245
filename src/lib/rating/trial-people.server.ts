import { and, eq, inArray } from 'drizzle-orm';
import { profile } from '#lib/accounts/tables.server.ts';
import { presentPost } from '#lib/cedula/present-post.ts';
import { cedulaSection, submission } from '#lib/cedula/tables.server.ts';
import { ageOn } from '#lib/identifiers/calendar-day.ts';
import { parseCurp } from '#lib/identifiers/curp.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { getPersonKeys, type PersonKey } from '#lib/platform/person-keys.server.ts';
import type { CompetencyFacts } from './certification.ts';
import type { WeightingModel } from './model.ts';
import { ratedAfter, type RatedPerson } from './rated-people.server.ts';
import { scoreProfile } from './score.ts';
import { ageGroup, type TrialPerson } from './trial.ts';

/** What the groups of a trial need to know of a person besides the rating. */
type Person = { folio: string; curpSealed: Buffer; post: Record<string, unknown> | null };

/** What a trial needs besides people: the model, the standards, and the institution's day and zone. */
export type TrialSetting = {
	model: WeightingModel;
	competencies: CompetencyFacts;
	timeZone: string;
	/** 'YYYY-MM-DD' */
	today: string;
};

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
	const { timeZone } = setting;
	const rated = await ratedAfter(reader, after, limit, { as: 'then', proofs: false, timeZone });
	const last = rated.at(-1);
	if (!last) return null;
	const ids = rated.map(({ profileId }) => profileId);
	const [people, keys] = await Promise.all([peopleOf(reader, rated), getPersonKeys(reader, ids)]);
	return {
		people: rated.flatMap((each) => {
			const person = people.get(each.profileId);
			return person ? [trialOf(each, person, keys.get(each.profileId), setting)] : [];
		}),
		last: last.profileId,
	};
}

async function peopleOf(reader: Reader, rated: readonly RatedPerson[]): Promise<Map<string, Person>> {
	const submissions = rated.map(({ submissionId }) => submissionId);
	const rows = await reader
		.select({
			id: profile.id,
			folio: submission.folio,
			curpSealed: profile.curpSealed,
			post: cedulaSection.data,
		})
		.from(submission)
		.innerJoin(profile, eq(profile.id, submission.profileId))
		.leftJoin(
			cedulaSection,
			and(eq(cedulaSection.profileId, submission.profileId), eq(cedulaSection.section, 'post')),
		)
		.where(inArray(submission.id, submissions));
	return new Map(rows.map(({ id, ...person }) => [id, person]));
}

function trialOf(
	{ claims, identityAttested, scoredOn, stars, points }: RatedPerson,
	{ folio, curpSealed, post }: Person,
	key: PersonKey | undefined,
	{ model, competencies, today }: TrialSetting,
): TrialPerson {
	const after = scoreProfile({ claims, identityAttested, competencies }, model, scoredOn);
	const { municipality, level } = presentPost(claims, post ?? {});
	return {
		folio,
		groups: { municipality, level, ...birthGroups(curpSealed, key, today) },
		before: { stars, points },
		after: { stars: after.stars, points: after.points },
	};
}

/** Sex and age, from the CURP; empty where it can be read no more. */
function birthGroups(curpSealed: Buffer, key: PersonKey | undefined, today: string) {
	const parsed = key && parseCurp(key.unseal<string>(curpSealed), today);
	if (!parsed?.ok) return { sex: '', age: '' };
	return { sex: parsed.sex, age: ageGroup(ageOn(parsed.birthDate, today)) };
}
