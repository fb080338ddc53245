import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkModel, criterionCaps, elementCaps } from '#lib/rating/model/model.ts';
import { SHM_V1, anyModel } from '#lib/rating/rating.factory.ts';
import { presentWeights, setOf, SET_KEYS } from './comparison-sets.ts';
import { sharesOf, withWeights, type SetWeights } from './propose-model.ts';

const anyWeights = (size: number) =>
	fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: size, maxLength: size });

const anySetWeights: fc.Arbitrary<SetWeights> = fc.record(
	Object.fromEntries(SET_KEYS.map((key) => [key, anyWeights(setOf(key).items.length)])),
	{ requiredKeys: [] },
);

describe('shares', () => {
	it('go by largest remainder', () => {
		expect(sharesOf([0.4021, 0.2737, 0.2237, 0.1005], 10_000)).toEqual([4021, 2737, 2237, 1005]);
		expect(sharesOf([1, 1, 1], 100)).toEqual([34, 33, 33]);
		expect(sharesOf([0, 0], 3)).toEqual([2, 1]);
	});

	it('add up to the whole, each less than one unit away', () => {
		fc.assert(
			fc.property(anyWeights(4), fc.integer({ min: 0, max: 10_000 }), (weights, total) => {
				const shares = sharesOf(weights, total);
				const sum = weights.reduce((all, weight) => all + weight, 0);
				expect(shares.reduce((all, share) => all + share, 0)).toBe(total);
				shares.forEach((share, i) =>
					expect(Math.abs(share - (weights[i]! / sum) * total)).toBeLessThan(1 + 1e-6),
				);
			}),
		);
	});
});

describe('a model with the weights of a panel', () => {
	it('has the caps of its elements, and criteria that reach them', () => {
		const weights = { elements: [0.4021, 0.2737, 0.2237, 0.1005], training: [0.5, 0.25, 0.25] };
		const model = withWeights(SHM_V1, weights);
		expect(elementCaps(model)).toEqual({
			experience: 4021,
			academic: 2737,
			certification: 2237,
			training: 1005,
		});
		expect(criterionCaps(model)).toMatchObject({ T1: 503, T2: 251, T3: 251 });
		expect(checkModel(model).problems).toEqual([]);
	});

	it('is the model as it was when nothing was compared, or the panel says what the model said', () => {
		fc.assert(
			fc.property(anyModel, (model) => void expect(withWeights(model, {})).toEqual(model)),
			{ numRuns: 30 },
		);
		const own = Object.fromEntries(
			SET_KEYS.filter((key) => key !== 'certification').map((key) => [key, presentWeights(key, SHM_V1)]),
		);
		expect(withWeights(SHM_V1, own)).toEqual(SHM_V1);
	});

	it('is sound, unless a month of finance was judged below another one', () => {
		fc.assert(
			fc.property(anySetWeights, (weights) => {
				const { problems } = checkModel(withWeights(SHM_V1, weights));
				expect(problems.filter(({ path }) => path.join('.') !== 'experience.finance.pointsPerMonth')).toEqual(
					[],
				);
			}),
		);
	});
});
