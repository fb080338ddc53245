import { describe, expect, it } from 'vitest';
import { addedMonths, coveredMonths, joinSpans, lastDayOf, monthOf } from '#lib/rating/months.ts';

describe('the month of a date', () => {
	it('is read from a month or a day', () => {
		expect(monthOf('2026-06')).toBe(2026 * 12 + 5);
		expect(monthOf('2026-06-30')).toBe(2026 * 12 + 5);
		expect(monthOf('2024-02-29')).toBe(2024 * 12 + 1);
	});

	it.each([null, undefined, '', '2026', '2026-13', '2026-00', '2025-02-29', '06/2026', '2026-6', 202606, {}])(
		'is none for %j',
		(value) => {
			expect(monthOf(value)).toBeNull();
			expect(lastDayOf(value)).toBeNull();
		},
	);
});

describe('spans of months', () => {
	const span = (first: number, last: number) => ({ first, last });

	it('that touch or overlap are joined', () => {
		expect(joinSpans([span(1, 3), span(2, 2), span(4, 6), span(8, 9)])).toEqual([span(1, 6), span(8, 9)]);
	});

	it('add only what is not yet covered or taken', () => {
		expect(addedMonths([span(1, 4), span(2, 3), span(3, 6)])).toEqual([4, 0, 2]);
		expect(addedMonths([span(1, 4), span(3, 10)], [span(0, 1), span(6, 7)])).toEqual([3, 4]);
		expect(coveredMonths([span(1, 4), span(2, 3), span(8, 8)])).toBe(5);
	});
});
