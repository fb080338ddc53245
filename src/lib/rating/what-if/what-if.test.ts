import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import {
	COMPETENCIES,
	EFFORT,
	SHM_V1,
	aCertificate,
	aClaim,
	aCourse,
	aDegree,
	aPost,
	anyModel,
	anyProfile,
	criterionOf,
	rate,
	standingOf,
} from '#lib/rating/rating.factory.ts';
import { scoreProfile } from '#lib/rating/score.ts';
import { STEP_KEYS } from '#lib/rating/model/step.ts';
import type { Step } from '#lib/rating/model/step.ts';
import { effortOf, waysToNextStar } from '#lib/rating/what-if/ways-to-a-star.ts';
import { imagine, offersOf, scoreNow } from '#lib/rating/what-if/what-if.ts';

/** Case C05 of weighting.md: 60 points, 3.4 stars. */
const treasurer = () => [
	aPost({ level: 'HEAD', from: '2021-07' }),
	aDegree({ level: 'LICENCIATURA', field: 'ACCT_ADMIN' }),
	aCertificate({ standard: 'NICL-TESORERIA' }),
	aCourse({ hours: 40, to: '2025-05-20' }),
	aCourse({ hours: 20, to: '2025-11-20' }),
];

const offer = (claims: AcceptedClaim[], key: string) =>
	offersOf(standingOf(claims)).find((each) => each.key === key)!;
const gained = (claims: AcceptedClaim[], ...steps: Step[]) => imagine(standingOf(claims), steps).gained;

describe('a step', () => {
	it('gains what model v1 gives for it', () => {
		const claims = treasurer();
		expect(gained(claims, { key: 'finance' })).toBe(400);
		expect(gained(claims, { key: 'finance' }, { key: 'finance' })).toBe(800);
		expect(gained(claims, { key: 'transversal' })).toBe(400);
		expect(gained(claims, { key: 'course', hours: 30 })).toBe(150);
		expect(gained(claims, { key: 'conference' }, { key: 'conference' })).toBe(100);
		expect(gained(claims, { key: 'instruction' })).toBe(50);
		expect(gained(claims, { key: 'year' })).toBe(300);
	});

	it('leads to the next level in the same field, which can also be a further degree', () => {
		const claims = treasurer();
		expect(offer(claims, 'degree')).toMatchObject({ step: { level: 'ESPECIALIDAD' }, gained: 400 });
		const untitled = [aDegree({ level: 'LICENCIATURA_SIN_TITULO', field: 'OTHER' })];
		expect(offer(untitled, 'degree')).toMatchObject({ step: { level: 'LICENCIATURA' }, gained: 400 });
	});

	it('says which highest number keeps it from counting whole', () => {
		const long = imagine(standingOf([]), [{ key: 'course', hours: 60 }]);
		expect(long).toMatchObject({ gained: 200, limits: [{ kind: 'hours' }] });
		const courses = [1, 2, 3].map(() => aCourse({ hours: 35 }));
		const last = imagine(standingOf(courses), [{ key: 'course', hours: 40 }]);
		expect(last).toMatchObject({ gained: 75, limits: [{ kind: 'criterion', key: 'T1' }] });
		const standards = ['NICL-TESORERIA', 'NICL-CONTRALORIA'];
		const certified = [...standards, 'EC0105'].map((standard) => aCertificate({ standard }));
		const over = imagine(standingOf(certified), [{ key: 'finance' }, { key: 'transversal' }]);
		expect(over).toMatchObject({ gained: 0, limits: [{ kind: 'element', key: 'certification' }] });
	});

	it('is not offered where it cannot be taken or gains nothing', () => {
		const claims = [
			aPost({ from: '2010-01', to: '2020-12' }),
			aDegree({ level: 'DOCTORADO', field: 'LEGAL' }),
			...Object.keys(COMPETENCIES).map((standard) => aCertificate({ standard })),
			...[1, 2, 3].map(() => aCourse({ hours: 40 })),
		];
		const obstacles = Object.fromEntries(
			offersOf(standingOf(claims)).map(({ key, obstacle }) => [key, obstacle]),
		);
		expect(obstacles).toEqual({
			finance: 'every_standard',
			transversal: 'every_standard',
			course: 'at_cap',
			conference: null,
			instruction: null,
			degree: 'highest_level',
			year: 'no_present_post',
		});
		expect(offer([], 'degree').obstacle).toBe('no_studies');
		expect(offer([aPost({ from: '2000-01', level: 'HEAD' })], 'year').obstacle).toBe('at_cap');
	});

	it('offers to renew a certificate that expired', () => {
		const expired = Object.keys(COMPETENCIES).map((standard) =>
			aCertificate({ standard, validUntil: '2025-01-01' }),
		);
		expect(offer(expired, 'finance')).toMatchObject({ obstacle: null, gained: 1200 });
	});
});

describe('a year more in the present post', () => {
	it('is what the experience will be worth in a year, if nothing else changes', () => {
		fc.assert(
			fc.property(anyProfile, (claims) => {
				const { after } = imagine(standingOf(claims), [{ key: 'year' }]);
				const nextYear = rate(claims, '2027-06-15');
				for (const key of ['E1', 'E2', 'E3'] as const)
					expect(criterionOf(after, key).points).toBe(criterionOf(nextYear, key).points);
				for (const key of ['A1', 'C1', 'C2', 'T1', 'T2', 'T3'] as const)
					expect(criterionOf(after, key).points).toBe(criterionOf(rate(claims), key).points);
			}),
			{ numRuns: 500 },
		);
	});
});

const anyStanding = fc
	.tuple(anyProfile, fc.oneof(fc.constant(SHM_V1), anyModel))
	.map(([claims, model]) => standingOf(claims, model));

describe('any person under any model', { timeout: 60_000 }, () => {
	it('gains the difference of two scores of the engine, and never loses', () => {
		fc.assert(
			fc.property(
				anyStanding,
				fc.array(fc.constantFrom(...STEP_KEYS), { maxLength: 4 }),
				(standing, keys) => {
					const offers = offersOf(standing);
					const steps = keys.flatMap((key) => {
						const found = offers.find((each) => each.key === key)!;
						return found.obstacle === null ? [found.step] : [];
					});
					const { before, after, gained: points } = imagine(standing, steps);
					expect(before).toEqual(scoreProfile(standing.input, standing.model, standing.ratingDate));
					expect(points).toBe(after.points - before.points);
					expect(points).toBeGreaterThanOrEqual(0);
					expect(after.stars ?? 0).toBeGreaterThanOrEqual(before.stars ?? 0);
					expect(steps.length === 0 ? points : 0).toBe(0);
					for (const each of offers)
						if (each.obstacle === null) expect(imagine(standing, [each.step]).gained).toBe(each.gained);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('is shown ways that reach the next star, without a step too many, the least effort first', () => {
		let shown = 0;
		fc.assert(
			fc.property(anyStanding, (standing) => {
				const now = scoreNow(standing);
				const { goal, whole, ways } = waysToNextStar(standing, EFFORT);
				const offers = offersOf(standing);
				shown += ways.length;
				if (goal === null) {
					expect(ways).toEqual([]);
					const highest = standing.model.stars.at(-1)!.stars;
					expect(now.stars === null || (Math.floor(now.stars / 5) + 1) * 5 > highest).toBe(true);
					return;
				}
				expect(goal).toBeGreaterThan(now.stars!);
				expect(goal % (whole ? 10 : 5)).toBe(0);
				expect(ways.length).toBeLessThanOrEqual(3);
				expect(ways.map(({ weeks }) => weeks)).toEqual(ways.map(({ weeks }) => weeks).sort((a, b) => a - b));
				for (const { steps, after, weeks } of ways) {
					expect(imagine(standing, steps).after).toEqual(after);
					expect(after.stars).toBeGreaterThanOrEqual(goal);
					expect(weeks).toBe(effortOf(steps, EFFORT));
					expect(steps.length).toBeLessThanOrEqual(3);
					for (const step of steps) {
						const found = offers.find(({ key }) => key === step.key)!;
						expect(found.obstacle).toBe(null);
						const times = steps.filter(({ key }) => key === step.key).length;
						if (found.obstacle === null) expect(times).toBeLessThanOrEqual(found.times);
					}
					const without = steps.map((_, i) => imagine(standing, steps.toSpliced(i, 1)).after.stars ?? 0);
					for (const stars of without) expect(stars).toBeLessThan(goal);
				}
			}),
			{ numRuns: 150 },
		);
		expect(shown).toBeGreaterThan(50);
	});
});

describe('ways to the next star', () => {
	it('of an analyst with 2.9 stars take the least effort', () => {
		const claims = treasurer().filter(({ kind }) => kind !== 'certification');
		const { goal, ways } = waysToNextStar(standingOf(claims), EFFORT);
		expect(rate(claims).stars).toBe(29);
		expect(goal).toBe(30);
		expect(ways[0]).toMatchObject({ steps: [{ key: 'conference' }, { key: 'conference' }], weeks: 2 });
	});

	it('look for the next half when three steps reach no whole star', () => {
		const far = [aClaim('education', { level: 'PRIMARIA', field: 'OTHER', programme: 'Primaria' })];
		const tight = structuredClone(SHM_V1);
		tight.stars = tight.stars
			.map(({ stars, from }) => ({
				stars,
				from: stars === 10 ? 0 : stars >= 20 ? from + 7000 : from,
			}))
			.filter(({ from }) => from <= 10_000);
		const { goal, whole, ways } = waysToNextStar(standingOf(far, tight), EFFORT);
		expect({ goal, whole }).toEqual({ goal: 15, whole: false });
		expect(ways.length).toBeGreaterThan(0);
	});

	it('end at the highest star, and do not begin before the first', () => {
		expect(waysToNextStar(standingOf([]), EFFORT)).toEqual({ goal: null, whole: true, ways: [] });
	});

	it('follow the institution’s settings', () => {
		const claims = treasurer().filter(({ kind }) => kind !== 'certification');
		const patient = {
			...EFFORT,
			yearInPostWeeks: 1,
			conferenceWeeks: 9,
			instructionWeeks: 9,
			courseHoursPerWeek: 1,
		};
		expect(waysToNextStar(standingOf(claims), patient).ways[0]!.steps).toEqual([{ key: 'year' }]);
	});

	it('take a level of studies that the settings do not name as the longest of them', () => {
		expect(effortOf([{ key: 'degree', level: 'MAESTRIA' }], EFFORT)).toBe(104);
		expect(effortOf([{ key: 'degree', level: 'constructor' }], EFFORT)).toBe(156);
	});
});
