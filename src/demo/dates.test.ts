import { describe, expect, it } from 'vitest';
import { businessCalendar } from '#lib/institution/calendar.ts';
import { businessDaysBefore, dayAtAge, instantAt, monthIndex, monthsBefore, monthText } from './dates.ts';

const calendar = businessCalendar([
	{
		year: 2026,
		status: 'provisional',
		source: 'test',
		dates: [{ date: '2026-11-16', kind: 'statutory', name: 'Revolución' }],
	},
]);

describe('months', () => {
	it('are counted across years and written back', () => {
		expect(monthText(monthIndex('2026-01-15') - 1)).toBe('2025-12');
		expect(monthText(monthIndex('2025-12'))).toBe('2025-12');
	});

	it('before a day keep a day that exists in every month', () => {
		expect(monthsBefore('2026-03-31', 1)).toBe('2026-02-28');
		expect(dayAtAge('1984-02-29', 23)).toBe('2007-02-28');
	});
});

describe('an instant by the clock of a zone', () => {
	it('is six hours later in UTC for the centre of Mexico', () => {
		expect(instantAt('2026-11-20', '09:30', 'America/Mexico_City').toISOString()).toBe(
			'2026-11-20T15:30:00.000Z',
		);
	});

	it('follows summer time where it was kept', () => {
		expect(instantAt('2021-07-01', '09:30', 'America/Mexico_City').toISOString()).toBe(
			'2021-07-01T14:30:00.000Z',
		);
	});
});

describe('business days before a date', () => {
	it('leave out weekends and days off', () => {
		expect(businessDaysBefore('2026-11-18', 2, calendar)).toBe('2026-11-13');
		expect(businessDaysBefore('2026-11-22', 1, calendar)).toBe('2026-11-20');
		expect(businessDaysBefore('2026-11-22', 0, calendar)).toBe('2026-11-22');
	});
});
