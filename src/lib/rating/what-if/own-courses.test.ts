import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import {
	EFFORT,
	RATING_DATE,
	SHM_V1,
	aClaim,
	aComingCourse,
	aCourse,
	aDegree,
	aPost,
	anyModel,
	anyProfile,
	rate,
	standingOf,
} from '#lib/rating/rating.factory.ts';
import type { ComingCourse, Standing } from '#lib/rating/model/step.ts';
import { isOwn, waysToNextStar } from '#lib/rating/what-if/ways-to-a-star.ts';
import { imagine, offersOf, ownOffersOf, scoreNow } from '#lib/rating/what-if/what-if.ts';

const waysOf = (standing: Standing, coming: readonly ComingCourse[]) =>
	waysToNextStar(standing, EFFORT, offersOf(standing), ownOffersOf(standing, coming));
const gains = (claims: AcceptedClaim[], ...coming: ComingCourse[]) =>
	ownOffersOf(standingOf(claims), coming).map(({ gained }) => gained);

/** 2.9 stars: two conferences lead to 3, or a course of more than 10 hours. */
const analyst = () => [
	aPost({ level: 'HEAD', from: '2021-07' }),
	aDegree({ level: 'LICENCIATURA', field: 'ACCT_ADMIN' }),
	aCourse({ hours: 40, to: '2025-05-20' }),
	aCourse({ hours: 20, to: '2025-11-20' }),
];

describe('a coming course of the institution', () => {
	it('adds what it would add if it had ended today', () => {
		expect(gains([], aComingCourse({ hours: 30 }))).toEqual([150]);
		expect(gains([], aComingCourse({ hours: 60, type: 'DIPLOMA' }))).toEqual([200]);
		expect(gains([], aComingCourse({ type: 'CONFERENCE', theme: 'HUMAN_DEVELOPMENT', hours: 2 }))).toEqual([
			50,
		]);
		const [offer] = ownOffersOf(standingOf(analyst()), [aComingCourse({ hours: 30 })]);
		const taken = aCourse({ hours: 30, to: RATING_DATE });
		expect(offer!.gained).toBe(rate([...analyst(), taken]).points - rate(analyst()).points);
	});

	it('is not offered when it adds nothing', () => {
		const full = [1, 2, 3].map(() => aCourse({ hours: 40 }));
		expect(gains(full, aComingCourse())).toEqual([]);
		expect(gains([], aComingCourse({ theme: 'OTHER' }))).toEqual([]);
		expect(gains([], aComingCourse({ type: 'CONFERENCE', theme: 'FINANCE' }))).toEqual([]);
		const deaf = structuredClone(SHM_V1);
		deaf.training.courses.types = ['COURSE'];
		expect(ownOffersOf(standingOf([], deaf), [aComingCourse({ type: 'DIPLOMA' })])).toEqual([]);
	});
});

describe('the ways to the next star', () => {
	it('begin with those that go by a coming course, and keep the others as they are', () => {
		const standing = standingOf(analyst());
		const course = aComingCourse({ hours: 40 });
		const plain = waysOf(standing, []);
		const { goal, ways } = waysOf(standing, [course]);
		expect(goal).toBe(plain.goal);
		expect(ways[0]!.steps.map(({ own }) => own?.id)).toEqual([course.id]);
		expect(ways[0]!.weeks).toBe(8);
		expect(ways.filter((way) => !isOwn(way))).toEqual(plain.ways);
	});

	it('have the least laborious of its courses first, of two alike the nearest', () => {
		const [far, near] = ['2027-05-03', '2027-01-11'].map((day) =>
			aComingCourse({ hours: 30, beginsOn: day, endsOn: day }),
		) as [ComingCourse, ComingCourse];
		const long = aComingCourse({ hours: 40, beginsOn: '2026-12-01', endsOn: '2026-12-20' });
		const { ways } = waysOf(standingOf(analyst()), [long, near, far]);
		const single = ways.filter((way) => isOwn(way)).map(({ steps }) => steps.map(({ own }) => own?.id));
		expect(single).toEqual([[near.id], [far.id], [long.id]]);
	});

	it('take two courses together only when they share no day', () => {
		const short = { hours: 10, beginsOn: '2027-01-11', endsOn: '2027-01-22' };
		const [one, same, later] = [
			aComingCourse(short),
			aComingCourse({ ...short, beginsOn: '2027-01-22', endsOn: '2027-01-29' }),
			aComingCourse({ ...short, beginsOn: '2027-02-01', endsOn: '2027-02-05' }),
		];
		const standing = standingOf(analyst());
		const { ways } = waysToNextStar(standing, EFFORT, [], ownOffersOf(standing, [one, same, later]));
		const pairs = ways.map(({ steps }) => steps.map(({ own }) => own!.id));
		expect(pairs.toSorted()).toEqual([
			[one.id, later.id],
			[same.id, later.id],
		]);
	});

	it('end at the highest star, with courses too', () => {
		expect(waysOf(standingOf([aClaim('training', {})]), [aComingCourse()]).ways).toEqual([]);
	});

	it(
		'hold for any person under any model: none too many, the own ones first and by effort',
		{ timeout: 60_000 },
		() => {
			const anyCourse = fc
				.record({
					type: fc.constantFrom('COURSE' as const, 'DIPLOMA' as const, 'CONFERENCE' as const),
					theme: fc.constantFrom('FINANCE', 'FINANCE', 'HUMAN_DEVELOPMENT', 'OTHER'),
					hours: fc.integer({ min: 1, max: 120 }),
					month: fc.integer({ min: 1, max: 9 }),
				})
				.map(({ month, ...rest }) =>
					aComingCourse({ ...rest, beginsOn: `2027-0${month}-04`, endsOn: `2027-0${month}-08` }),
				);
			let shown = 0;
			fc.assert(
				fc.property(
					anyProfile,
					fc.oneof(fc.constant(SHM_V1), anyModel),
					fc.array(anyCourse, { minLength: 1, maxLength: 4 }),
					(claims, model, coming) => {
						const standing = standingOf(claims, model);
						const now = scoreNow(standing);
						for (const { step, gained } of ownOffersOf(standing, coming))
							expect([gained, gained > 0]).toEqual([
								imagine(standing, [step]).after.points - now.points,
								true,
							]);
						const { goal, ways } = waysOf(standing, coming);
						const [own, others] = [ways.filter((way) => isOwn(way)), ways.filter((way) => !isOwn(way))];
						shown += own.length;
						expect(ways).toEqual([...own, ...others]);
						for (const part of [own, others]) {
							const weeks = part.map((way) => way.weeks);
							expect(weeks).toEqual(weeks.toSorted((a, b) => a - b));
							expect(weeks.length).toBeLessThanOrEqual(3);
						}
						for (const { steps, after } of ways) {
							expect(after.stars).toBeGreaterThanOrEqual(goal!);
							for (const [i] of steps.entries())
								expect(imagine(standing, steps.toSpliced(i, 1)).after.stars ?? 0).toBeLessThan(goal!);
						}
					},
				),
				{ numRuns: 120 },
			);
			expect(shown).toBeGreaterThan(10);
		},
	);
});
