import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessCalendar } from '#lib/institution/calendar.ts';
import { addDays } from '#lib/institution/plain-date.ts';
import { ASSUMED } from './simulation.ts';
import { forecastDeadlines, lastBusinessDays, shareWithin, withMeasured, workDays } from './workload.ts';

const CALENDAR = businessCalendar([
	{
		year: 2026,
		status: 'published',
		source: 'prueba',
		dates: [{ date: '2026-11-16', kind: 'statutory', name: 'Revolución' }],
	},
]);
const AHEAD = { count: 10, calendar: CALENDAR };

describe('the last business days', () => {
	it('leave out weekends and days off', () => {
		expect(lastBusinessDays('2026-11-18', 4, CALENDAR)).toEqual([
			'2026-11-12',
			'2026-11-13',
			'2026-11-17',
			'2026-11-18',
		]);
	});

	it('end before a day off', () => {
		expect(lastBusinessDays('2026-11-15', 1, CALENDAR)).toEqual(['2026-11-13']);
	});
});

describe('what came and what was answered', () => {
	it('counts what was answered on a weekend with the day before', () => {
		const days = ['2026-11-12', '2026-11-13', '2026-11-17'];
		const decided = ['2026-11-13', '2026-11-14', '2026-11-17'].map((decidedOn) => ({
			decidedOn,
			dueOn: '2026-11-20',
			cases: 1,
		}));
		expect(workDays(days, [{ day: '2026-11-13', cases: 4 }], decided)).toEqual([
			{ day: '2026-11-12', received: 0, answered: 0 },
			{ day: '2026-11-13', received: 4, answered: 2 },
			{ day: '2026-11-17', received: 0, answered: 1 },
		]);
	});
});

describe('the share answered within some days', () => {
	const decided = [
		{ decidedOn: '2026-11-10', dueOn: '2026-11-13', cases: 3 },
		{ decidedOn: '2026-11-13', dueOn: '2026-11-12', cases: 1 },
	];

	it('is told by what was left of the term', () => {
		expect(shareWithin(2, 5, decided, CALENDAR)).toBe(0.75);
		expect(shareWithin(1, 5, decided, CALENDAR)).toBe(0);
		expect(shareWithin(6, 5, decided, CALENDAR)).toBe(1);
	});

	it('is none where nothing was decided', () => {
		expect(shareWithin(5, 5, [], CALENDAR)).toBeNull();
	});
});

describe('the forecast of deadlines', () => {
	it('tells which day cannot be kept at a pace', () => {
		const open = [
			{ dueOn: '2026-11-18', cases: 2 },
			{ dueOn: '2026-11-19', cases: 5 },
			{ dueOn: '2026-11-23', cases: 1 },
		];
		const { days, late, overdue } = forecastDeadlines(open, 3, '2026-11-18', AHEAD);
		expect({ late, overdue }).toEqual({ late: 1, overdue: 0 });
		expect(days.slice(0, 4)).toEqual([
			{ day: '2026-11-18', due: 2, late: 0 },
			{ day: '2026-11-19', due: 5, late: 1 },
			{ day: '2026-11-20', due: 0, late: 0 },
			{ day: '2026-11-23', due: 1, late: 0 },
		]);
	});

	it('begins with the next business day on a day off, and gives it what fell due on the way', () => {
		const open = [{ dueOn: '2026-11-15', cases: 1 }];
		const { days } = forecastDeadlines(open, 1, '2026-11-14', AHEAD);
		expect(days[0]).toEqual({ day: '2026-11-17', due: 1, late: 0 });
	});

	it('answers what is overdue first', () => {
		const open = [
			{ dueOn: '2026-11-17', cases: 3 },
			{ dueOn: '2026-11-18', cases: 1 },
		];
		expect(forecastDeadlines(open, 3, '2026-11-18', AHEAD)).toMatchObject({ overdue: 3, late: 1 });
	});

	const counts = fc.array(
		fc.record({
			dueOn: fc.integer({ min: -1, max: 30 }).map((days) => addDays('2026-11-18', days)),
			cases: fc.integer({ min: 1, max: 40 }),
		}),
	);

	it('counts every open case once, and no more late with a higher pace', () => {
		fc.assert(
			fc.property(counts, fc.double({ min: 0, max: 50, noNaN: true }), (open, pace) => {
				const slow = forecastDeadlines(open, pace, '2026-11-18', AHEAD);
				const quick = forecastDeadlines(open, pace + 1, '2026-11-18', AHEAD);
				const all = open.reduce((sum, { cases }) => sum + cases, 0);
				const due = slow.days.reduce((sum, day) => sum + day.due, 0);
				expect(slow.overdue + due + slow.laterDue).toBe(all);
				expect(slow.laterDue).toBeGreaterThanOrEqual(0);
				expect(quick.late).toBeLessThanOrEqual(slow.late);
			}),
		);
	});
});

describe('what was measured', () => {
	const pace = { cases: 20, minutes: 9, minutesAgain: null, spread: 0.4, observed: 0.1, observedAgain: null };

	it('takes the place of what is assumed, where it was measured', () => {
		expect(withMeasured(pace)).toEqual({ ...ASSUMED, minutes: 9, spread: 0.4, observed: 0.1 });
	});

	it('does not while there are few cases', () => {
		expect(withMeasured({ ...pace, cases: 19 })).toEqual(ASSUMED);
	});
});
