import { describe, expect, it } from 'vitest';
import { businessCalendar, type CalendarYear } from './calendar.ts';
import { calendarGaps } from './calendar-gaps.ts';

const year = (of: number, status: CalendarYear['status']) => ({
	year: of,
	status,
	source: 'prueba',
	dates: [],
});
const official = businessCalendar([year(2026, 'published')]);

describe('years without an official calendar', () => {
	it('are asked for from 60 days before they begin', () => {
		expect(calendarGaps('2026-11-01', official)).toEqual([]);
		expect(calendarGaps('2026-11-02', official)).toEqual([{ year: 2027, status: 'missing' }]);
	});

	it('are told while they last', () => {
		const calendar = businessCalendar([year(2026, 'provisional'), year(2027, 'provisional')]);
		expect(calendarGaps('2026-06-01', calendar)).toEqual([{ year: 2026, status: 'provisional' }]);
		expect(calendarGaps('2026-12-31', calendar)).toEqual([
			{ year: 2026, status: 'provisional' },
			{ year: 2027, status: 'provisional' },
		]);
		expect(calendarGaps('2028-03-01', calendar)).toEqual([{ year: 2028, status: 'missing' }]);
	});

	it('are no longer told once their calendar was published', () => {
		const calendar = businessCalendar([year(2026, 'published'), year(2027, 'published')]);
		expect(calendarGaps('2026-12-31', calendar)).toEqual([]);
	});
});
