import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementOf, ENOUGH_PAIRS, pairsOf } from './agreement.ts';

/** What is known of a table. @throws Error when nothing is */
function known(table: number[][]) {
	const agreement = agreementOf(table);
	if (!agreement) throw new Error('nothing is known of this table');
	return agreement;
}

const standardErrorOf = ({ kappa, interval }: ReturnType<typeof known>) => (interval!.to - kappa) / 1.959964;

const table = (size: number, max: number) =>
	fc.array(fc.array(fc.nat(max), { minLength: size, maxLength: size }), { minLength: size, maxLength: size });
const transposed = (rows: number[][]) => rows.map((_, column) => rows.map((row) => row[column]!));

describe('published examples, their figures worked out again by hand', () => {
	it('two doctors and 100 patients in three diagnoses (Fleiss, Statistical Methods for Rates and Proportions, 18.1)', () => {
		const found = known([
			[75, 1, 4],
			[5, 4, 1],
			[0, 0, 10],
		]);
		expect(found.cases).toBe(100);
		expect(found.observed).toBeCloseTo(0.89, 10);
		expect(found.expected).toBeCloseTo(0.66, 10);
		expect(found.kappa).toBeCloseTo(0.23 / 0.34, 10);
		expect(standardErrorOf(found)).toBeCloseTo(Math.sqrt(0.0102788 / 1.336336), 5);
	});

	it('50 applications for a grant read by two people', () => {
		const found = known([
			[20, 5],
			[10, 15],
		]);
		expect(found).toMatchObject({ cases: 50, observed: 0.7, expected: 0.5 });
		expect(found.kappa).toBeCloseTo(0.4, 10);
		expect(standardErrorOf(found)).toBeCloseTo(Math.sqrt(0.0504 / (50 * 0.5 ** 4)), 10);
		expect(found.interval!.from).toBeCloseTo(0.1511, 4);
		expect(found.interval!.to).toBeCloseTo(0.6489, 4);
	});
});

describe('kappa', () => {
	it('is 1, without an interval, where both always agree', () => {
		const counts = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 3 });
		fc.assert(
			fc.property(counts, (diagonal) => {
				fc.pre(pairsOf([diagonal]) >= ENOUGH_PAIRS);
				const rows = diagonal.map((count, row) => diagonal.map((_, column) => (row === column ? count : 0)));
				expect(agreementOf(rows)).toMatchObject({ observed: 1, kappa: 1, interval: null });
			}),
		);
	});

	it('is 0 where the second decides without regard to the first', () => {
		const margin = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 3 });
		fc.assert(
			fc.property(margin, margin, (first, second) => {
				const rows = first.map((row) => second.map((column) => row * column));
				fc.pre(pairsOf(rows) >= ENOUGH_PAIRS);
				expect(known(rows).kappa).toBeCloseTo(0, 10);
			}),
		);
	});

	it('is the same whoever is called the first, and stays within its bounds', () => {
		fc.assert(
			fc.property(table(3, 60), (rows) => {
				const [one, other] = [agreementOf(rows), agreementOf(transposed(rows))];
				expect(one === null).toBe(other === null);
				if (!one || !other) return;
				expect(one.kappa).toBeCloseTo(other.kappa, 10);
				expect(one.interval?.from ?? 1).toBeCloseTo(other.interval?.from ?? 1, 8);
				expect(one.kappa).toBeGreaterThanOrEqual(-1 - 1e-12);
				expect(one.kappa).toBeLessThanOrEqual(1);
				if (!one.interval) return;
				expect(one.interval.from).toBeLessThanOrEqual(one.kappa + 1e-12);
				expect(one.interval.to).toBeGreaterThanOrEqual(one.kappa - 1e-12);
			}),
		);
	});

	it('gets a narrower interval from more of the same', () => {
		const width = (times: number) => {
			const { interval } = known([
				[20 * times, 5 * times],
				[10 * times, 15 * times],
			]);
			return interval!.to - interval!.from;
		};
		expect(width(4)).toBeCloseTo(width(1) / 2, 10);
	});

	it('does not heed a category that nobody used', () => {
		const two = known([
			[20, 5],
			[10, 15],
		]);
		const three = known([
			[20, 5, 0],
			[10, 15, 0],
			[0, 0, 0],
		]);
		expect(three).toEqual(two);
	});

	it.each([
		['nothing', [0, 0, 0, 0]],
		['too few pairs', [10, 2, 1, 6]],
		['one category only', [80, 0, 0, 0]],
		['one category only in the first reading', [30, 10, 0, 0]],
		['one category only in the second reading', [30, 0, 10, 0]],
	])('is not told of %s', (_, [a, b, c, d]) => {
		expect(
			agreementOf([
				[a!, b!],
				[c!, d!],
			]),
		).toBeNull();
	});
});
