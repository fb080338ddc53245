import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementWords, kendall, ranksOf } from './agreement.ts';
import { JUDGEMENTS, matrixOf, nearestJudgement, pairsOf, ratioOf } from './judgement.ts';
import { groupMatrix, priorities, RANDOM_INDEX } from './pairwise.ts';
import { mostStrained } from './strain.ts';

/** Vectors of weighting.md, section 2. */
const VECTORS = [
	{
		name: 'choosing a leader',
		judgements: [4, 3, 7, -3, 3, 5],
		weights: ['0.5476', '0.1266', '0.2699', '0.0559'],
		lambdaMax: '4.118418',
		cr: '0.0439',
	},
	{
		name: 'three things',
		judgements: [2, 5, 3],
		weights: ['0.5816', '0.3090', '0.1095'],
		lambdaMax: '3.003695',
		cr: '0.0032',
	},
	{
		name: 'five things',
		judgements: [-2, 4, 3, 3, 7, 5, 5, -2, -3, 1],
		weights: ['0.2636', '0.4758', '0.0538', '0.0981', '0.1087'],
		lambdaMax: '5.072084',
		cr: '0.0161',
	},
	{
		name: 'consistent',
		judgements: [2, 4, 2],
		weights: ['0.5714', '0.2857', '0.1429'],
		lambdaMax: '3.000000',
		cr: '0.0000',
	},
];

const SHM = [
	[1, 4 / 3, 2, 4],
	[3 / 4, 1, 1, 3],
	[1 / 2, 1, 1, 2],
	[1 / 4, 1 / 3, 1 / 2, 1],
];

const anyMatrix = fc.integer({ min: 3, max: 6 }).chain((size) =>
	fc
		.array(fc.constantFrom(...JUDGEMENTS), {
			minLength: pairsOf(size).length,
			maxLength: pairsOf(size).length,
		})
		.map((judgements) => ({ size, judgements, matrix: matrixOf(size, judgements) })),
);

const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-8);

describe('priorities', () => {
	it.each(VECTORS)('of $name are those printed', ({ judgements, weights, lambdaMax, cr }) => {
		const found = priorities(matrixOf(weights.length, judgements));
		expect(found.weights.map((weight) => weight.toFixed(4))).toEqual(weights);
		expect(found.lambdaMax.toFixed(6)).toBe(lambdaMax);
		expect(found.cr.toFixed(4)).toBe(cr);
	});

	it('of the illustration of the service are those printed', () => {
		const found = priorities(SHM);
		expect(found.weights.map((weight) => weight.toFixed(4))).toEqual([
			'0.4021',
			'0.2737',
			'0.2237',
			'0.1005',
		]);
		expect(found.lambdaMax.toFixed(6)).toBe('4.020620');
		expect(found.cr.toFixed(4)).toBe('0.0076');
	});

	it('tell judgements that contradict each other', () => {
		const found = priorities(matrixOf(3, [5, -3, 3]));
		expect(found.lambdaMax.toFixed(6)).toBe('4.838038');
		expect(found.cr.toFixed(4)).toBe('1.5845');
	});

	it('sum 1, follow the things when these change places, and agree as well when every judgement is turned', () => {
		fc.assert(
			fc.property(anyMatrix, fc.infiniteStream(fc.nat()), ({ matrix }, random) => {
				const { weights, lambdaMax, cr } = priorities(matrix);
				near(
					weights.reduce((sum, weight) => sum + weight, 0),
					1,
				);
				const order = matrix
					.map((_, i) => ({ i, by: random.next().value }))
					.toSorted((a, b) => a.by - b.by)
					.map(({ i }) => i);
				const shuffled = priorities(order.map((i) => order.map((j) => matrix[i]![j]!)));
				order.forEach((i, place) => near(shuffled.weights[place]!, weights[i]!));
				near(shuffled.lambdaMax, lambdaMax);
				const turned = priorities(matrix.map((_, i) => matrix.map((row) => row[i]!)));
				near(turned.lambdaMax, lambdaMax);
				near(turned.cr, cr);
				expect(cr).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	it('of three things turn round with the judgements', () => {
		const three = fc.tuple(...[0, 1, 2].map(() => fc.constantFrom(...JUDGEMENTS)));
		fc.assert(
			fc.property(three, (judgements) => {
				const matrix = matrixOf(3, judgements);
				const { weights } = priorities(matrix);
				const turned = priorities(matrix.map((_, i) => matrix.map((row) => row[i]!))).weights;
				const inverse = weights.map((weight) => 1 / weight);
				const total = inverse.reduce((sum, each) => sum + each, 0);
				inverse.forEach((each, i) => near(turned[i]!, each / total));
			}),
		);
	});

	it('of two things are always consistent, and of more than ten are not computed', () => {
		expect(priorities(matrixOf(2, [7]))).toMatchObject({ lambdaMax: 2, ci: 0, cr: 0 });
		expect(() =>
			priorities(
				matrixOf(
					11,
					pairsOf(11).map(() => 1),
				),
			),
		).toThrow('no random index');
		expect(RANDOM_INDEX).toEqual({
			3: 0.58,
			4: 0.9,
			5: 1.12,
			6: 1.24,
			7: 1.32,
			8: 1.41,
			9: 1.45,
			10: 1.49,
		});
	});

	it('give back the weights behind consistent judgements, whatever their scale, with ratio 0', () => {
		const anyWeights = fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), {
			minLength: 1,
			maxLength: 10,
		});
		fc.assert(
			fc.property(anyWeights, fc.double({ min: 0.01, max: 100, noNaN: true }), (given, scale) => {
				const scaled = given.map((weight) => weight * scale);
				const found = priorities(scaled.map((a) => scaled.map((b) => a / b)));
				const total = given.reduce((sum, weight) => sum + weight, 0);
				given.forEach((weight, i) => near(found.weights[i]!, weight / total));
				near(found.cr, 0);
			}),
		);
	});
});

describe('judgements', () => {
	it('make a reciprocal matrix, and so does their geometric mean over a group', () => {
		fc.assert(
			fc.property(fc.array(anyMatrix, { minLength: 1, maxLength: 5 }), (group) => {
				const size = group[0]!.size;
				const own = group.filter((each) => each.size === size).map(({ matrix }) => matrix);
				for (const matrix of [...own, groupMatrix(own)])
					for (const [i, j] of pairsOf(size)) near(matrix[i]![j]! * matrix[j]![i]!, 1);
			}),
		);
	});

	it('are found again from their ratio, and the milder one of two as near', () => {
		for (const judgement of JUDGEMENTS) expect(nearestJudgement(ratioOf(judgement))).toBe(judgement);
		expect(nearestJudgement(40)).toBe(9);
		expect(nearestJudgement(1 / 40)).toBe(-9);
		expect(nearestJudgement(Math.sqrt(2))).toBe(1);
	});

	it('that agree least with the others are named, with what would agree', () => {
		expect(mostStrained(3, [5, -3, 3])).toMatchObject({ place: 0, given: 5, agreeing: -9, crAfter: 0 });
		expect(mostStrained(4, [2, 4, 8, 2, 4, -9])).toMatchObject({ place: 5, given: -9, agreeing: 2 });
		expect(mostStrained(3, [2, 4, 2])).toBeNull();
		expect(mostStrained(2, [7])).toBeNull();
	});

	it('are more consistent with the change that is suggested', () => {
		fc.assert(
			fc.property(anyMatrix, ({ size, judgements, matrix }) => {
				const strain = mostStrained(size, judgements);
				if (!strain) return;
				const { cr } = priorities(matrixOf(size, judgements.with(strain.place, strain.agreeing)));
				near(cr, strain.crAfter);
				expect(cr).toBeLessThan(priorities(matrix).cr);
			}),
		);
	});
});

describe('agreement', () => {
	const digits = (text: string) => [...text].map(Number);
	const TABLE = [
		{ judges: ['12345', '12345', '12345', '12345'].map(digits), w: '1.000000', s: 160, tied: '1.000000' },
		{ judges: ['1234', '2134', '1324', '1243', '1234'].map(digits), w: '0.776000', s: 97, tied: '0.776000' },
		{ judges: ['163254', '156243', '632541'].map(digits), w: '0.212698', s: 33.5, tied: '0.212698' },
		{
			judges: [
				[1, 2.5, 2.5, 4],
				[1, 2, 3.5, 3.5],
				[1, 2, 3, 4],
			],
			w: '0.877778',
			s: 39.5,
			tied: '0.940476',
		},
	];

	it.each(TABLE)('is as printed: $w, with ties $tied', ({ judges, w, s, tied }) => {
		expect(kendall(judges, false).w?.toFixed(6)).toBe(w);
		const corrected = kendall(judges);
		expect(corrected.w?.toFixed(6)).toBe(tied);
		expect(corrected.s).toBe(s);
		near(corrected.chiSquare!, judges.length * (judges[0]!.length - 1) * corrected.w!);
	});

	it('lies between 0 and 1, and does not depend on who comes first nor on the scale of the weights', () => {
		const judges = fc.integer({ min: 2, max: 6 }).chain((n) =>
			fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: n, maxLength: n }), {
				minLength: 2,
				maxLength: 7,
			}),
		);
		fc.assert(
			fc.property(judges, fc.integer({ min: 2, max: 50 }), (scores, scale) => {
				const { w } = kendall(scores.map(ranksOf));
				const turned = scores.toReversed().map((own) => own.map((score) => score * scale).toReversed());
				const again = kendall(turned.map(ranksOf)).w;
				if (w === null) {
					expect(again).toBeNull();
					return;
				}
				expect(w).toBeGreaterThanOrEqual(0);
				expect(w).toBeLessThanOrEqual(1);
				near(again!, w);
			}),
		);
	});

	it.each([
		[0.19, 'acuerdo leve'],
		[0.2, 'acuerdo bajo'],
		[0.4, 'acuerdo moderado'],
		[0.6, 'acuerdo considerable'],
		[0.8, 'acuerdo casi completo'],
		[null, 'sin orden que comparar'],
	])('of %s reads «%s»', (w, words) => expect(agreementWords(w)).toBe(words));

	it('cannot be said of one judge nor of ties alone', () => {
		expect(kendall([[1, 2, 3]]).w).toBeNull();
		expect(kendall([ranksOf([1, 1]), ranksOf([4, 4])])).toMatchObject({ w: null, chiSquare: null });
	});
});
