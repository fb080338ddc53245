import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import type { CriterionScore, Score } from '#lib/rating/breakdown.ts';
import type { CompetencyFacts } from '#lib/rating/certification.ts';
import type { CriterionKey } from '#lib/rating/model/model.ts';
import { WeightingModel } from '#lib/rating/model/model.ts';
import type { ComingCourse, Standing } from '#lib/rating/model/step.ts';
import { scoreProfile } from '#lib/rating/score.ts';

/** Rating date of the worked cases of weighting.md. */
export const RATING_DATE = '2026-06-15';

/** Model v1 as the institution publishes it. */
export const SHM_V1 = WeightingModel.parse(
	JSON.parse(
		readFileSync(new URL('../../../instances/edomex/weighting/shm-v1.json', import.meta.url), 'utf8'),
	),
);

/** Standards used in tests: three of finance, three transversal, one of each with a validity of five years. */
export const COMPETENCIES: CompetencyFacts = {
	'NICL-TESORERIA': { finance: true, validityYears: null },
	'NICL-CONTRALORIA': { finance: true, validityYears: null },
	'NICL-CATASTRO': { finance: true, validityYears: 5 },
	EC0105: { finance: false, validityYears: 5 },
	EC1053: { finance: false, validityYears: null },
	EC1268: { finance: false, validityYears: null },
};

let made = 0;

/** A claim of the kind with these data and an id of its own. */
export function aClaim(kind: AcceptedClaim['kind'], data: unknown): AcceptedClaim {
	made += 1;
	return { id: `claim-${String(made).padStart(7, '0')}`, kind, data };
}

/** A finance post of the treasury, still held, unless told otherwise. */
export const aPost = (data: object) => aClaim('experience', { area: 'TES', to: null, ...data });
/** A degree; level and field must be told. */
export const aDegree = (data: object) => aClaim('education', { programme: 'Contaduría', ...data });
/** A certificate issued in 2024. */
export const aCertificate = (data: object) => aClaim('certification', { issuedOn: '2024-03-01', ...data });
/** A finance course of 20 hours in 2026. */
export const aCourse = (data: object) =>
	aClaim('training', { type: 'COURSE', theme: 'FINANCE', hours: 20, to: '2026-03-20', ...data });

/** A coming course of finance of the institution, of 40 hours, on five days in January. */
export const aComingCourse = (changes: Partial<ComingCourse> = {}): ComingCourse => {
	made += 1;
	return {
		id: `course-${made}`,
		name: 'Presupuesto basado en resultados',
		type: 'COURSE',
		theme: 'FINANCE',
		hours: 40,
		beginsOn: '2027-01-11',
		endsOn: '2027-01-15',
		...changes,
	};
};

/** How much effort each step takes, as the institution's folder says. */
export const EFFORT = JSON.parse(
	readFileSync(new URL('../../../instances/edomex/institution.json', import.meta.url), 'utf8'),
).effort;

/** Where somebody with these accepted claims stands. */
export const standingOf = (claims: AcceptedClaim[], model = SHM_V1): Standing => ({
	input: { claims, identityAttested: true, competencies: COMPETENCIES },
	model,
	ratingDate: RATING_DATE,
});

/** Score under model v1 on the rating date, identity attested. */
export function rate(claims: AcceptedClaim[], ratingDate = RATING_DATE): Score {
	return scoreProfile({ claims, identityAttested: true, competencies: COMPETENCIES }, SHM_V1, ratingDate);
}

/** One criterion of a score. */
export function criterionOf(score: Score, key: CriterionKey): CriterionScore {
	const found = score.elements.flatMap((element) => element.criteria).find((each) => each.key === key);
	if (found === undefined) throw new Error(`no criterion ${key}`);
	return found;
}

/** Reason and points of each line of a criterion, by claim id. */
export function linesOf(score: Score, key: CriterionKey): Record<string, string> {
	return Object.fromEntries(
		criterionOf(score, key).claims.map((line) => [
			line.claimId,
			`${line.counted ? 'yes' : 'no'} ${line.reason} ${line.points ?? 'shared'}`,
		]),
	);
}

const month = fc
	.integer({ min: 1985 * 12, max: 2028 * 12 })
	.map((at) => `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`);
const day = fc
	.tuple(month, fc.integer({ min: 1, max: 28 }))
	.map(([m, d]) => `${m}-${String(d).padStart(2, '0')}`);
const when = fc.oneof(month, day);
const maybe = <T>(value: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 12, arbitrary: value }, fc.constantFrom(undefined, null, ''));

const LEVELS = SHM_V1.experience.responsibility.levels.map(({ level }) => level);
const DEGREES = SHM_V1.academic.levels.map(({ level }) => level);

const randomData: Record<AcceptedClaim['kind'], fc.Arbitrary<unknown>> = {
	experience: fc.record({
		area: maybe(fc.constantFrom('TES', 'ING', 'CAT', 'OBR', 'OTHER', 'OTHER')),
		level: maybe(fc.constantFrom(...LEVELS, 'BOSS')),
		from: maybe(when),
		to: fc.oneof(when, when, fc.constant(null), fc.constantFrom('', undefined, '2020-13')),
	}),
	education: fc.record({
		level: maybe(fc.constantFrom(...DEGREES, 'DIPLOMADO')),
		field: maybe(fc.constantFrom('LEGAL', 'ECON', 'ACCT_ADMIN', 'ENG_CADASTRE', 'OTHER')),
		programme: maybe(fc.constantFrom('Derecho', 'DERECHO ', 'Economía', 'Geomática')),
		licenceNumber: maybe(fc.constantFrom('1234567', '7654321', undefined)),
	}),
	certification: fc.record({
		standard: maybe(fc.constantFrom(...Object.keys(COMPETENCIES), 'EC9999', 'constructor')),
		issuedOn: maybe(day),
		validUntil: fc.oneof(when, fc.constantFrom(undefined, null, '', '2027-02-30')),
	}),
	training: fc.record({
		type: maybe(fc.constantFrom('COURSE', 'DIPLOMA', 'CONFERENCE', 'INSTRUCTOR', 'TALK')),
		theme: maybe(fc.constantFrom('FINANCE', 'FINANCE', 'HUMAN_DEVELOPMENT', 'HUMAN_DEVELOPMENT', 'OTHER')),
		hours: fc.oneof(
			fc.integer({ min: 1, max: 120 }),
			fc.constantFrom(0, -8, 1.5, NaN, Infinity, '20', undefined),
		),
		to: maybe(
			fc
				.integer({ min: 2022 * 12, max: 2026 * 12 + 8 })
				.map((at) => `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-10`),
		),
	}),
};

/** A claim of any kind, complete or not, plausible or not. */
export const anyClaim: fc.Arbitrary<AcceptedClaim> = fc
	.constantFrom<AcceptedClaim['kind']>('experience', 'education', 'certification', 'training')
	.chain((kind) => fc.record({ id: fc.uuid(), kind: fc.constant(kind), data: randomData[kind] }));

/** A profile of up to 14 claims, each with an id of its own. */
export const anyProfile = fc.uniqueArray(anyClaim, { maxLength: 14, selector: ({ id }) => id });

const upTo = (min: number, max: number) => fc.integer({ min, max });
const rising = (length: number, top: fc.Arbitrary<number>) =>
	top.chain((highest) =>
		fc
			.array(upTo(0, highest), { minLength: length - 1, maxLength: length - 1 })
			.map((lower) => [...lower.sort((a, b) => a - b), highest]),
	);

/** Months at a rate that add up to something between 1,600 and 4,000 hundredths. */
const monthly = (rate: number) =>
	upTo(Math.ceil(1600 / rate), Math.trunc(4000 / rate)).map((maxMonths) => ({
		pointsPerMonth: rate,
		maxMonths,
	}));

/** A model other than v1: other rates, levels, window and bands under the same caps of the elements. */
export const anyModel: fc.Arbitrary<WeightingModel> = fc
	.record({
		months: upTo(10, 60).chain((rate) => fc.tuple(monthly(rate), upTo(5, rate).chain(monthly))),
		minMonths: upTo(1, 24),
		levels: rising(LEVELS.length, upTo(800, 4000)),
		degrees: rising(DEGREES.length, upTo(2400, 3000)),
		related: rising(DEGREES.length, upTo(400, 3000)),
		several: upTo(200, 3000),
		first: upTo(0, 2000),
		further: upTo(0, 2000),
		windowMonths: upTo(1, 60),
		perHour: upTo(0, 20),
		each: upTo(0, 100),
		bands: fc.uniqueArray(upTo(1, 10_000), { minLength: 1, maxLength: 40 }),
	})
	.map((random) => {
		const model = structuredClone(SHM_V1);
		const { experience, academic, certification, training } = model;
		[experience.finance, experience.general] = random.months;
		experience.responsibility.minMonths = random.minMonths;
		experience.responsibility.levels.forEach((row, i) => (row.points = random.levels[i]!));
		academic.levels.forEach((row, i) => {
			row.points = random.degrees[i]!;
			row.relatedPoints = random.related[i]!;
		});
		academic.severalDegrees.points = random.several;
		Object.assign(certification.finance, { first: random.first, further: random.further });
		training.windowMonths = random.windowMonths;
		training.courses.pointsPerHour = random.perHour;
		training.conferences.pointsEach = random.each;
		const from = [0, ...random.bands.sort((a, b) => a - b)];
		return { ...model, stars: from.map((at, i) => ({ stars: 10 + i, from: at })) };
	});
