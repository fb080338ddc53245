import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import type { Score } from '#lib/rating/breakdown.ts';
import { naiveScore } from '#lib/rating/naive-score.factory.ts';
import type { CompetencyFacts } from '#lib/rating/certification.ts';
import { WeightingModel } from '#lib/rating/model/model.ts';
import type { CriterionKey, ElementKey } from '#lib/rating/model/model.ts';
import { randomProfile } from '#lib/rating/random-profile.factory.ts';
import {
	COMPETENCIES,
	RATING_DATE,
	SHM_V1,
	anyClaim,
	anyModel,
	anyProfile,
	rate,
} from '#lib/rating/rating.factory.ts';
import { scoreProfile } from '#lib/rating/score.ts';

const elementPoints = (score: Score, key: ElementKey) =>
	score.elements.find((element) => element.key === key)!.points;

const CRITERIA: CriterionKey[] = ['E1', 'E2', 'E3', 'A1', 'A2', 'A3', 'C1', 'C2', 'T1', 'T2', 'T3'];

function criterionPoints(score: Score): Record<string, number> {
	const points: Record<string, number> = {};
	for (const element of score.elements) for (const each of element.criteria) points[each.key] = each.points;
	return points;
}

const PROFILES = 100_000;

/** What engine and second computation agree on, to the hundredth. @throws Error naming the seed of the profile */
function agreed(claims: AcceptedClaim[], seed: number | string): ReturnType<typeof naiveScore> {
	const score = rate(claims);
	const { points, stars } = score;
	const criteria = criterionPoints(score);
	const naive = naiveScore(claims);
	const same =
		points === naive.points &&
		stars === naive.stars &&
		CRITERIA.every((key) => criteria[key] === naive.criteria[key]);
	if (same) return naive;
	throw new Error(`seed ${seed}: ${JSON.stringify({ claims, points, stars, criteria, naive }, null, '\t')}`);
}

describe('a score', { timeout: 60_000 }, () => {
	it('of 100,000 random profiles agrees with a second computation, and no further claim lowers it', () => {
		const seed = Date.now() >>> 0;
		const seen: Record<string, number> = {};
		const note = (what: string) => (seen[what] = (seen[what] ?? 0) + 1);
		for (let own = seed; own < seed + PROFILES / 2; own += 1) {
			const claims = randomProfile(own);
			const [before, after] = [agreed(claims.slice(0, -1), own), agreed(claims, own)];
			if (after.points < before.points || (after.stars ?? 0) < (before.stars ?? 0))
				throw new Error(`the last claim of the profile of seed ${own} lowers the rating`);
			note(after.points > before.points ? 'raised' : 'unchanged');
			note(after.stars === null ? 'unrated' : 'rated');
			for (const key of CRITERIA) if (after.criteria[key] > 0) note(key);
		}
		for (const what of ['raised', 'unchanged', 'unrated', 'rated', ...CRITERIA])
			expect([what, (seen[what] ?? 0) > 1000]).toEqual([what, true]);
	});

	it('agrees with a second computation written from the description of the model, on the smallest profiles too', () => {
		fc.assert(
			fc.property(anyProfile, (claims) => {
				agreed(claims, 'shrunk');
			}),
			{ numRuns: 500 },
		);
	});

	it('is computed by models that the schema accepts', () => {
		fc.assert(
			fc.property(anyModel, (model) => {
				expect(WeightingModel.parse(model)).toEqual(model);
			}),
		);
	});

	it('stays within 0 and 10,000, and its stars within 10 and 50 or none', () => {
		fc.assert(
			fc.property(anyProfile, anyModel, fc.boolean(), (claims, model, identityAttested) => {
				const score = scoreProfile(
					{ claims, identityAttested, competencies: COMPETENCIES },
					model,
					RATING_DATE,
				);
				expect(score.points).toBeGreaterThanOrEqual(0);
				expect(score.points).toBeLessThanOrEqual(10_000);
				expect(Number.isInteger(score.points)).toBe(true);
				const grounded = elementPoints(score, 'experience') + elementPoints(score, 'academic') > 0;
				expect(score.stars !== null).toBe(identityAttested && grounded);
				if (score.stars === null) return;
				expect(score.stars).toBeGreaterThanOrEqual(10);
				expect(score.stars).toBeLessThanOrEqual(50);
			}),
		);
	});

	it('never falls when an accepted claim is added, under any valid model', () => {
		const total = (claims: AcceptedClaim[], model: WeightingModel, competencies: CompetencyFacts) =>
			scoreProfile({ claims, identityAttested: true, competencies }, model, RATING_DATE);
		fc.assert(
			fc.property(anyProfile, anyClaim, fc.oneof(fc.constant(SHM_V1), anyModel), (claims, further, model) => {
				const before = total(claims, model, COMPETENCIES);
				const after = total([...claims, further], model, COMPETENCIES);
				expect(after.points).toBeGreaterThanOrEqual(before.points);
				expect(after.stars ?? 0).toBeGreaterThanOrEqual(before.stars ?? 0);
			}),
			{ numRuns: 3000 },
		);
	});

	it('does not depend on the order of the claims, down to the last line', () => {
		const shuffled = anyProfile.chain((claims) =>
			fc.tuple(
				fc.constant(claims),
				fc.shuffledSubarray(claims, { minLength: claims.length, maxLength: claims.length }),
			),
		);
		fc.assert(
			fc.property(shuffled, ([claims, others]) => {
				const lines = (score: Score) =>
					score.elements.flatMap((element) =>
						element.criteria.map(({ key, points, claims: list }) => ({
							key,
							points,
							list: list.toSorted((a, b) => (a.claimId < b.claimId ? -1 : 1)),
						})),
					);
				expect(rate(others).points).toBe(rate(claims).points);
				expect(lines(rate(others))).toEqual(lines(rate(claims)));
			}),
			{ numRuns: 500 },
		);
	});

	it('does not rise in experience, studies or certificates when a claim is repeated', () => {
		fc.assert(
			fc.property(anyProfile, fc.nat(), fc.uuid(), (claims, at, id) => {
				fc.pre(claims.length > 0);
				const repeated = { ...claims[at % claims.length]!, id };
				const [before, after] = [rate(claims), rate([...claims, repeated])];
				for (const key of ['experience', 'academic', 'certification'] as const) {
					expect(elementPoints(after, key)).toBe(elementPoints(before, key));
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('names every claim, and its lines add up to the points of the criterion', () => {
		fc.assert(
			fc.property(anyProfile, (claims) => {
				const criteria = rate(claims).elements.flatMap((element) => element.criteria);
				const named = new Set(criteria.flatMap((criterion) => criterion.claims.map((line) => line.claimId)));
				expect(named).toEqual(new Set(claims.map(({ id }) => id)));
				for (const { points, cap, claims: lines } of criteria) {
					expect(points).toBeLessThanOrEqual(cap);
					expect(lines.some((line) => line.counted)).toBe(points > 0);
					if (lines.some((line) => line.counted && line.points === undefined)) continue;
					expect(lines.reduce((total, line) => total + (line.points ?? 0), 0)).toBe(points);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('never fails, whatever the data are', () => {
		const kinds = fc.constantFrom<AcceptedClaim['kind']>(
			'experience',
			'education',
			'certification',
			'training',
		);
		const keys = fc.constantFrom(
			'area',
			'level',
			'from',
			'to',
			'field',
			'standard',
			'validUntil',
			'type',
			'hours',
		);
		const data = fc.oneof(fc.anything(), fc.dictionary(keys, fc.anything()));
		fc.assert(
			fc.property(fc.array(fc.record({ id: fc.string(), kind: kinds, data })), (claims) => {
				expect(rate(claims).points).toBeGreaterThanOrEqual(0);
			}),
			{ numRuns: 500 },
		);
	});
});
