import { describe, expect, it } from 'vitest';
import { labourLawDays } from './labour-law-days.ts';

/** domain/holidays.md, "LFT art. 74 days", checked there against a second computation. */
const EXPECTED: [number, string[]][] = [
	[2025, ['01-01', '02-03', '03-17', '05-01', '09-16', '11-17', '12-25']],
	[2026, ['01-01', '02-02', '03-16', '05-01', '09-16', '11-16', '12-25']],
	[2027, ['01-01', '02-01', '03-15', '05-01', '09-16', '11-15', '12-25']],
	[2028, ['01-01', '02-07', '03-20', '05-01', '09-16', '11-20', '12-25']],
];

describe('the days off of the labour law', () => {
	it.each(EXPECTED)('in %i are the seven of the table', (year, days) => {
		expect(labourLawDays(year).map(({ date }) => date)).toEqual(days.map((day) => `${year}-${day}`));
	});

	it.each([2024, 2030])('in %i have 1 October, when the federal executive changes hands', (year) => {
		expect(labourLawDays(year).map(({ date }) => date)).toContain(`${year}-10-01`);
		expect(labourLawDays(year)).toHaveLength(8);
	});

	it('have no 1 October before the reform', () => {
		expect(labourLawDays(2018)).toHaveLength(7);
	});
});
