import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addBusinessDays,
	businessCalendar,
	businessDaysBetween,
	calendarCovers,
	calendarStatus,
	calendarYear,
	dueDate,
	findNonWorkingName,
	isBusinessDay,
	nextBusinessDay,
	receiptDate,
	shiftDueOn,
	type CalendarYear,
} from './calendar.ts';
import { addDays, fromEpochDay, toEpochDay } from './plain-date.ts';

const LABOUR_LAW: Record<number, string[]> = {
	2025: ['01-01', '02-03', '03-17', '05-01', '09-16', '11-17', '12-25'],
	2026: ['01-01', '02-02', '03-16', '05-01', '09-16', '11-16', '12-25'],
	2027: ['01-01', '02-01', '03-15', '05-01', '09-16', '11-15', '12-25'],
	2028: ['01-01', '02-07', '03-20', '05-01', '09-16', '11-20', '12-25'],
};
const STATE = ['03-02', '05-05', '11-02'];

function provisionalYear(year: number): CalendarYear {
	const dates = [...(LABOUR_LAW[year] ?? []), ...STATE].map((day) => ({
		date: `${year}-${day}`,
		kind: 'statutory' as const,
		name: `día ${day}`,
	}));
	return { year, status: 'provisional', source: 'holidays.md', dates };
}

const calendar = businessCalendar([2025, 2026, 2027, 2028].map(provisionalYear));

const FIRST = toEpochDay('2025-01-01');
const LAST = toEpochDay('2028-12-31');
const anyDate = fc.integer({ min: FIRST, max: LAST }).map(fromEpochDay);
const anyTerm = fc.integer({ min: 0, max: 400 });

describe('the worked checks of the calendar', () => {
	it.each([
		['2026-01-12', 5, '2026-01-19'],
		['2026-01-30', 3, '2026-02-05'],
		['2026-04-30', 5, '2026-05-11'],
		['2026-05-09', 3, '2026-05-13'],
		['2026-10-30', 3, '2026-11-05'],
		['2026-11-09', 20, '2026-12-08'],
		['2026-12-23', 5, '2026-12-31'],
	])('from %s, %i business days end on %s', (received, term, due) => {
		expect(dueDate(received, term, calendar)).toBe(due);
	});

	it('the winter vacations, once entered, move the term of 23 December to January', () => {
		const winter = { date: '2026-12-21', until: '2026-12-31', kind: 'vacation' as const, name: 'Vacaciones' };
		const base = provisionalYear(2026);
		const withVacations = businessCalendar([
			{ ...base, dates: [...base.dates.filter(({ date }) => date !== '2026-12-25'), winter] },
			provisionalYear(2027),
		]);
		expect(dueDate('2026-12-23', 5, withVacations)).toBe('2027-01-08');
	});
});

describe('counting business days', () => {
	it('gives the date back for a term of zero, even on a day off', () => {
		expect(addBusinessDays('2026-05-01', 0, calendar)).toBe('2026-05-01');
	});

	it.each([-1, 1.5, Number.NaN])('refuses a term of %d', (term) => {
		expect(() => addBusinessDays('2026-05-04', term, calendar)).toThrow(RangeError);
	});

	it('refuses a date that does not exist', () => {
		expect(() => addBusinessDays('2026-02-30', 1, calendar)).toThrow(RangeError);
	});

	it('never lands on a non-working day', () => {
		fc.assert(
			fc.property(anyDate, anyTerm, (date, term) => {
				expect(isBusinessDay(addBusinessDays(date, term + 1, calendar), calendar)).toBe(true);
			}),
		);
	});

	it('is the inverse of counting the days between', () => {
		fc.assert(
			fc.property(anyDate, anyTerm, (date, term) => {
				expect(businessDaysBetween(date, addBusinessDays(date, term, calendar), calendar)).toBe(term);
			}),
		);
	});

	it('agrees with walking day by day', () => {
		fc.assert(
			fc.property(anyDate, anyDate, (one, other) => {
				const [from, to] = one < other ? [one, other] : [other, one];
				let walked = 0;
				for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
					if (isBusinessDay(day, calendar)) walked++;
				expect(businessDaysBetween(from, to, calendar)).toBe(walked);
			}),
		);
	});

	it('a later date or a longer term never ends earlier', () => {
		fc.assert(
			fc.property(anyDate, anyTerm, fc.nat(40), fc.nat(40), (date, term, later, longer) => {
				const due = addBusinessDays(date, term, calendar);
				expect(addBusinessDays(date, term + longer, calendar) >= due).toBe(true);
				if (term > 0) expect(addBusinessDays(addDays(date, later), term, calendar) >= due).toBe(true);
			}),
		);
	});

	it('is negative by the same amount the other way round', () => {
		fc.assert(
			fc.property(anyDate, anyDate, (one, other) => {
				const forwards = businessDaysBetween(one, other, calendar);
				expect(forwards + businessDaysBetween(other, one, calendar)).toBe(0);
			}),
		);
	});

	it('is zero on the due date and minus one on the business day after it', () => {
		expect(businessDaysBetween('2026-01-19', '2026-01-19', calendar)).toBe(0);
		expect(businessDaysBetween('2026-01-20', '2026-01-19', calendar)).toBe(-1);
	});
});

describe('the day of receipt', () => {
	const options = { cutOff: '18:00', timeZone: 'America/Mexico_City' };
	const receivedAt = (local: string) => receiptDate(new Date(`${local}-06:00`), calendar, options);

	it.each([
		['2026-01-12T00:00:00', '2026-01-12', 'the first second of the day'],
		['2026-01-12T17:59:59', '2026-01-12', 'a second before the cut-off'],
		['2026-01-12T18:00:00', '2026-01-12', 'the cut-off itself'],
		['2026-01-12T18:00:01', '2026-01-13', 'a second after the cut-off'],
		['2026-01-12T23:59:59', '2026-01-13', 'the last second of the day, already tomorrow in UTC'],
		['2026-05-09T10:00:00', '2026-05-11', 'a Saturday'],
		['2026-05-10T10:00:00', '2026-05-11', 'a Sunday'],
		['2026-05-08T18:30:00', '2026-05-11', 'a Friday evening'],
		['2026-05-01T10:00:00', '2026-05-04', 'Labour Day, a Friday'],
		['2026-10-30T19:00:00', '2026-11-03', 'a Friday evening before a Monday off'],
		['2026-12-31T18:00:01', '2027-01-04', 'the evening of the last day of the year'],
		['2026-07-01T17:59:59', '2026-07-01', 'a summer day, without daylight saving time'],
		['2026-07-01T18:00:01', '2026-07-02', 'a summer evening, without daylight saving time'],
	])('of %s is %s (%s)', (local, expected) => {
		expect(receivedAt(local)).toBe(expected);
	});

	it('is not counted: a Saturday counts as Monday and the first day is Tuesday', () => {
		expect(dueDate(receivedAt('2026-05-09T10:00:00'), 3, calendar)).toBe('2026-05-14');
	});
});

describe('a pause of the clock', () => {
	it('of no business day leaves the due date where it was', () => {
		fc.assert(
			fc.property(anyDate, anyDate, (dueOn, day) => {
				expect(shiftDueOn(dueOn, day, day, calendar)).toBe(dueOn);
			}),
		);
		expect(shiftDueOn('2026-01-19', '2026-01-16', '2026-01-18', calendar)).toBe('2026-01-19');
	});

	it('moves the due date by the business days that passed', () => {
		expect(shiftDueOn('2026-01-19', '2026-01-14', '2026-01-28', calendar)).toBe('2026-02-03');
	});

	it('keeps the number of business days that were left', () => {
		fc.assert(
			fc.property(anyDate, anyTerm, fc.nat(60), fc.nat(60), (start, term, before, pause) => {
				const dueOn = dueDate(start, term, calendar);
				const pausedOn = addBusinessDays(start, Math.min(before, term), calendar);
				const resumedOn = addDays(pausedOn, pause);
				const left = businessDaysBetween(pausedOn, dueOn, calendar);
				const shifted = shiftDueOn(dueOn, pausedOn, resumedOn, calendar);
				expect(businessDaysBetween(resumedOn, shifted, calendar)).toBe(left);
			}),
		);
	});

	it('cannot end before it began', () => {
		expect(() => shiftDueOn('2026-01-19', '2026-01-16', '2026-01-14', calendar)).toThrow(RangeError);
	});
});

describe('the calendar itself', () => {
	it('says whether a year can be relied on', () => {
		const published = businessCalendar([{ ...provisionalYear(2026), status: 'published' }]);
		expect(calendarStatus('2026-07-01', published)).toBe('published');
		expect(calendarStatus('2026-07-01', calendar)).toBe('provisional');
		expect(calendarStatus('2029-07-01', calendar)).toBe('missing');
		expect(calendarCovers('2028-12-31', calendar)).toBe(true);
		expect(calendarCovers('2029-01-01', calendar)).toBe(false);
	});

	it('skips only weekends in a year without calendar', () => {
		expect(nextBusinessDay('2029-12-31', calendar)).toBe('2030-01-01');
		expect(nextBusinessDay('2029-12-28', calendar)).toBe('2029-12-31');
	});

	it('names a day off, also on a weekend', () => {
		expect(findNonWorkingName('2026-05-01', calendar)).toBe('día 05-01');
		expect(findNonWorkingName('2027-05-01', calendar)).toBe('día 05-01');
		expect(findNonWorkingName('2026-05-04', calendar)).toBeUndefined();
	});

	it.each(['2026-2-1', '2026-02-30', '01/02/2026', ''])('does not take %j for a date', (date) => {
		const year = { ...provisionalYear(2026), dates: [{ date, kind: 'state', name: 'x' }] };
		expect(calendarYear.safeParse(year).success).toBe(false);
	});
});
