import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessCalendar, businessDaysBetween, isBusinessDay } from '#lib/institution/calendar.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { addDays, type PlainDate } from '#lib/institution/plain-date.ts';
import {
	APPEAL_MOVES,
	CRITERIA,
	elementOf,
	kindOf,
	lastDayToAsk,
	obstacleToAsk,
	type AppealState,
} from './appeal.ts';

const { calendar, settings } = institution();
const day = fc.integer({ min: 0, max: 3 * 365 }).map((n) => addDays('2025-06-01', n));
const closedDays = fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { maxLength: 40 });

/** Counted day by day, without the calendar's own arithmetic. */
function countedOneByOne(issuedOn: PlainDate, days: number, closed: ReadonlySet<PlainDate>): PlainDate {
	let date = issuedOn;
	for (let left = days; left > 0;) {
		date = addDays(date, 1);
		const weekend = [0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());
		if (!weekend && !closed.has(date)) left--;
	}
	return date;
}

describe('the period to ask for an appeal', () => {
	it('ends on the fifteenth business day after the dictamen', () => {
		expect(settings.deadlines.appeal).toBe(15);
		expect(lastDayToAsk('2026-11-18', 15, calendar)).toBe('2026-12-09');
	});

	it('is what one counts on the fingers, over any days off', () => {
		fc.assert(
			fc.property(day, fc.integer({ min: 1, max: 30 }), closedDays, (issuedOn, days, offsets) => {
				const closed = offsets.map((offset) => addDays(issuedOn, offset));
				const dates = closed.map((date) => ({ date, kind: 'suspension' as const, name: 'Suspensión' }));
				const own = businessCalendar([{ year: 2026, status: 'published', source: 'x', dates }]);
				expect(lastDayToAsk(issuedOn, days, own)).toBe(countedOneByOne(issuedOn, days, new Set(closed)));
			}),
		);
	});

	it('is open on every day up to its last and closed ever after', () => {
		fc.assert(
			fc.property(day, fc.integer({ min: 0, max: 60 }), (issuedOn, later) => {
				const askBy = lastDayToAsk(issuedOn, 15, calendar);
				const today = addDays(issuedOn, later);
				const obstacle = obstacleToAsk({ askBy, asked: false, open: false, today });
				expect(obstacle === null).toBe(
					businessDaysBetween(issuedOn, today, calendar) <= 15 && today <= askBy,
				);
				expect(obstacle === 'period_over').toBe(today > askBy);
				expect(isBusinessDay(askBy, calendar)).toBe(true);
			}),
		);
	});
});

describe('whether an appeal may be asked for', () => {
	const free = { askBy: '2026-12-09', asked: false, open: false, today: '2026-12-01' };

	it.each([
		['nothing stands in the way', free, null],
		['before there is a dictamen', { ...free, askBy: null }, 'no_rating'],
		['once it was asked for', { ...free, asked: true }, 'already_asked'],
		['while another one is open', { ...free, open: true }, 'appeal_open'],
		['on the last day', { ...free, today: '2026-12-09' }, null],
		['on the day after', { ...free, today: '2026-12-10' }, 'period_over'],
	])('%s', (_, situation, obstacle) => {
		expect(obstacleToAsk(situation)).toBe(obstacle);
	});
});

describe('the moves of an appeal', () => {
	it('leave an answered one for good', () => {
		const states = Object.values(APPEAL_MOVES).flatMap(({ from }) => [...from] as AppealState[]);
		expect(states).not.toContain('answered');
	});
});

it('knows the element and the kind of claims of every criterion', () => {
	expect(CRITERIA).toHaveLength(11);
	expect(CRITERIA.map((key) => `${key} ${elementOf(key)} ${kindOf(key)}`)).toEqual([
		...['E1', 'E2', 'E3'].map((key) => `${key} experience experience`),
		...['A1', 'A2', 'A3'].map((key) => `${key} academic education`),
		...['C1', 'C2'].map((key) => `${key} certification certification`),
		...['T1', 'T2', 'T3'].map((key) => `${key} training training`),
	]);
});
