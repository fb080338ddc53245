import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addBusinessDays,
	businessCalendar,
	businessDaysBetween,
	dueDate,
	isBusinessDay,
	shiftDueOn,
	type BusinessCalendar,
	type NonWorkingDay,
} from '#lib/institution/calendar.ts';
import { labourLawDays } from '#lib/institution/labour-law-days.ts';
import { addDays, fromEpochDay, toEpochDay, type PlainDate } from '#lib/institution/plain-date.ts';
import { reckonCorrectBy, reckonDueOn, resumedTerm, termDaysOf, type Pause } from './due-date.ts';

const TERM_DAYS = 5;
const YEARS = [2026, 2027, 2028];

function withDaysOff(more: NonWorkingDay[] = []): BusinessCalendar {
	const years = YEARS.map((year) => ({
		year,
		status: 'published' as const,
		source: 'prueba',
		dates: [...labourLawDays(year), ...more.filter(({ date }) => date.startsWith(String(year)))],
	}));
	return businessCalendar(years);
}

const suspension = (date: PlainDate, until = date): NonWorkingDay => ({
	date,
	until,
	kind: 'suspension',
	name: 'Suspensión de términos',
});

const calendar = withDaysOff();

const anyDate = fc
	.integer({ min: toEpochDay('2026-01-01'), max: toEpochDay('2027-12-31') })
	.map(fromEpochDay);
const anyBusinessDay = anyDate.map((date) => addBusinessDays(date, 1, calendar));
const anyRuns = fc
	.array(fc.tuple(anyDate, fc.integer({ min: 0, max: 12 })), { maxLength: 6 })
	.map((runs) => runs.map(([date, days]) => suspension(date, addDays(date, days))));

/** A submission as it stands after some pauses, each a few days after the last. */
const anyTerm = fc
	.tuple(anyBusinessDay, fc.array(fc.tuple(fc.nat(6), fc.nat(20)), { maxLength: 4 }))
	.map(([receivedOn, stops]) => {
		let day = receivedOn;
		const pauses = stops.map(([wait, length]): Pause => {
			const from = addDays(day, wait);
			day = addDays(from, length);
			return { from, to: day };
		});
		const term = { receivedOn, dueOn: receivedOn, termDays: TERM_DAYS, pauses };
		return { ...term, dueOn: reckonDueOn(term, calendar) };
	});

describe('a due date reckoned from the day of receipt', () => {
	it('is the one that moving it pause by pause gives (decision 7)', () => {
		fc.assert(
			fc.property(anyTerm, (term) => {
				let dueOn = dueDate(term.receivedOn, TERM_DAYS, calendar);
				for (const { from, to } of term.pauses) dueOn = shiftDueOn(dueOn, from, to, calendar);
				expect(term.dueOn).toBe(dueOn);
			}),
		);
	});

	it('is a business day of whatever calendar', () => {
		fc.assert(
			fc.property(anyTerm, anyRuns, (term, runs) => {
				const changed = withDaysOff(runs);
				expect(isBusinessDay(reckonDueOn(term, changed), changed)).toBe(true);
			}),
		);
	});

	it('is the same after a day off was added and taken back', () => {
		fc.assert(
			fc.property(anyTerm, anyRuns, (term, runs) => {
				const moved = { ...term, dueOn: reckonDueOn(term, withDaysOff(runs)) };
				expect(reckonDueOn(moved, calendar)).toBe(term.dueOn);
			}),
		);
	});

	it('never comes earlier because days off were added', () => {
		fc.assert(
			fc.property(anyTerm, anyRuns, (term, runs) => {
				expect(
					reckonDueOn({ ...term, pauses: [] }, withDaysOff(runs)) >=
						dueDate(term.receivedOn, TERM_DAYS, calendar),
				).toBe(true);
			}),
		);
	});

	it('is moved by a day off that was counted, and by none that lay in a pause or after it', () => {
		const term = {
			receivedOn: '2026-11-17',
			dueOn: '2026-12-01',
			termDays: TERM_DAYS,
			pauses: [{ from: '2026-11-19', to: '2026-11-26' }],
		};
		expect(reckonDueOn(term, calendar)).toBe('2026-12-01');
		expect(reckonDueOn(term, withDaysOff([suspension('2026-11-18')]))).toBe('2026-12-02');
		expect(reckonDueOn(term, withDaysOff([suspension('2026-11-24')]))).toBe('2026-12-01');
		expect(reckonDueOn(term, withDaysOff([suspension('2026-11-30')]))).toBe('2026-12-02');
		expect(reckonDueOn(term, withDaysOff([suspension('2026-12-01')]))).toBe('2026-12-02');
		expect(reckonDueOn(term, withDaysOff([suspension('2026-12-02')]))).toBe('2026-12-01');
	});
});

describe('a clock that goes on', () => {
	it('leaves as many business days as there were when it stopped', () => {
		fc.assert(
			fc.property(anyTerm, fc.nat(8), fc.nat(30), (term, wait, length) => {
				const pausedOn = addDays(term.pauses.at(-1)?.to ?? term.receivedOn, wait);
				const resumedOn = addDays(pausedOn, length);
				const resumed = resumedTerm({ ...term, pausedOn }, resumedOn, calendar);
				expect(businessDaysBetween(resumedOn, resumed.dueOn, calendar)).toBe(
					businessDaysBetween(pausedOn, term.dueOn, calendar),
				);
			}),
		);
	});

	it('keeps a pause only when a day passed, and moves nothing when it never stopped', () => {
		const term = { receivedOn: '2026-11-17', dueOn: '2026-11-24', termDays: TERM_DAYS, pauses: [] };
		expect(resumedTerm({ ...term, pausedOn: null }, '2026-11-20', calendar)).toMatchObject({
			dueOn: '2026-11-24',
			pauses: [],
		});
		expect(resumedTerm({ ...term, pausedOn: '2026-11-20' }, '2026-11-20', calendar).pauses).toEqual([]);
		expect(resumedTerm({ ...term, pausedOn: '2026-11-20' }, '2026-11-23', calendar)).toMatchObject({
			dueOn: '2026-11-25',
			pauses: [{ from: '2026-11-20', to: '2026-11-23' }],
		});
	});

	it('tells a term that was not kept from the due date, whatever paused it before', () => {
		fc.assert(
			fc.property(anyTerm, fc.nat(20), (kept, length) => {
				const old = { ...kept, termDays: null, pauses: [] };
				expect(reckonDueOn({ ...old, termDays: termDaysOf(old, calendar) }, calendar)).toBe(kept.dueOn);
				const resumedOn = addDays(kept.dueOn, length);
				const resumed = resumedTerm({ ...old, pausedOn: kept.dueOn }, resumedOn, calendar);
				expect(resumed.dueOn).toBe(shiftDueOn(kept.dueOn, kept.dueOn, resumedOn, calendar));
			}),
		);
	});
});

describe('the last day of a person to answer', () => {
	const told = { pausedOn: '2026-11-17', correctBy: '2026-12-01' };

	it('comes later when days off fall into the period', () => {
		expect(reckonCorrectBy(told, 10, withDaysOff([suspension('2026-11-24', '2026-11-25')]))).toBe(
			'2026-12-03',
		);
	});

	it('never comes earlier than it was told', () => {
		expect(reckonCorrectBy({ ...told, correctBy: '2026-12-03' }, 10, calendar)).toBe('2026-12-03');
		fc.assert(
			fc.property(anyBusinessDay, anyRuns, anyRuns, (pausedOn, one, other) => {
				const correctBy = addBusinessDays(pausedOn, 10, withDaysOff(one));
				expect(reckonCorrectBy({ pausedOn, correctBy }, 10, withDaysOff(other)) >= correctBy).toBe(true);
			}),
		);
	});
});
