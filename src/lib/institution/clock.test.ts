import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addBusinessDays,
	businessCalendar,
	businessDaysBetween,
	datesFrom,
	dueDate,
	isBusinessDay,
	receiptDate,
	type BusinessCalendar,
	type NonWorkingDay,
} from './calendar.ts';
import { labourLawDays } from './labour-law-days.ts';
import { addDays, fromEpochDay, localDateTime, toEpochDay, type PlainDate } from './plain-date.ts';

const YEARS = [2025, 2026, 2027, 2028, 2029];
const FIRST = toEpochDay('2025-01-01');
const LAST = toEpochDay('2028-11-30');

/** Mexico City has had no daylight saving time since 2022; Tijuana keeps that of California; Chatham is 12 h 45 min ahead. */
const ZONES = ['America/Mexico_City', 'America/Tijuana', 'Pacific/Chatham'];

const anyDate = fc.integer({ min: FIRST, max: LAST }).map(fromEpochDay);
const anyInstant = fc
	.integer({ min: FIRST * 86_400, max: LAST * 86_400 })
	.map((second) => new Date(second * 1000));
const anyZone = fc.constantFrom(...ZONES);
const anyCutOff = fc
	.tuple(fc.nat(23), fc.nat(59))
	.map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

/** The labour law's days of five years and some runs of days off, long and short, over weekends and over the end of a year. */
const anyCalendar = fc
	.array(fc.record({ date: anyDate, length: fc.integer({ min: 1, max: 25 }) }), { maxLength: 8 })
	.map((runs) =>
		businessCalendar([
			...YEARS.map((year) => ({
				year,
				status: 'published' as const,
				source: 'prueba',
				dates: labourLawDays(year),
			})),
			{ year: 2030, status: 'published', source: 'prueba', dates: runs.map(runOf) },
		]),
	);

function runOf({ date, length }: { date: PlainDate; length: number }): NonWorkingDay {
	return { date, until: addDays(date, length - 1), kind: 'vacation', name: 'Vacaciones' };
}

/** The same, as a clerk with a wall calendar would do it. */
function walk(date: PlainDate, days: number, calendar: BusinessCalendar): PlainDate {
	let day = date;
	for (let left = days; left > 0; left -= isBusinessDay(day, calendar) ? 1 : 0) day = addDays(day, 1);
	return day;
}

describe('the clock of any calendar', () => {
	it('counts as a clerk with a wall calendar would', () => {
		fc.assert(
			fc.property(anyCalendar, anyDate, fc.nat(30), (calendar, date, days) => {
				expect(addBusinessDays(date, days, calendar)).toBe(walk(date, days, calendar));
			}),
		);
	});

	it('receives and ends on business days only', () => {
		fc.assert(
			fc.property(anyCalendar, anyInstant, anyCutOff, anyZone, (calendar, instant, cutOff, timeZone) => {
				const receivedOn = receiptDate(instant, calendar, { cutOff, timeZone });
				expect(isBusinessDay(receivedOn, calendar)).toBe(true);
				expect(isBusinessDay(dueDate(receivedOn, 5, calendar), calendar)).toBe(true);
			}),
		);
	});

	it('gives five business days after the day of receipt, neither more nor less', () => {
		fc.assert(
			fc.property(anyCalendar, anyInstant, anyCutOff, anyZone, (calendar, instant, cutOff, timeZone) => {
				const receivedOn = receiptDate(instant, calendar, { cutOff, timeZone });
				const dueOn = dueDate(receivedOn, 5, calendar);
				expect(businessDaysBetween(receivedOn, dueOn, calendar)).toBe(5);
				expect(datesFrom(receivedOn, dueOn).filter((day) => isBusinessDay(day, calendar))).toHaveLength(6);
			}),
		);
	});

	it('never receives or ends earlier what comes later', () => {
		fc.assert(
			fc.property(
				anyCalendar,
				anyInstant,
				fc.nat(20 * 86_400),
				anyCutOff,
				anyZone,
				(calendar, instant, seconds, cutOff, timeZone) => {
					const options = { cutOff, timeZone };
					const later = new Date(instant.getTime() + seconds * 1000);
					const [first, second] = [instant, later].map((at) => receiptDate(at, calendar, options)) as [
						PlainDate,
						PlainDate,
					];
					expect(second >= first).toBe(true);
					expect(dueDate(second, 5, calendar) >= dueDate(first, 5, calendar)).toBe(true);
				},
			),
		);
	});

	it('ends no earlier for one more day off, and no later for one less', () => {
		fc.assert(
			fc.property(anyCalendar, anyDate, anyDate, fc.nat(30), (calendar, date, closed, days) => {
				const daysOff = [...calendar.daysOff].map(([day, { kind, name }]) => ({ date: day, kind, name }));
				const one = { date: closed, kind: 'suspension' as const, name: 'Suspensión' };
				const more = businessCalendar([
					{ year: 2030, status: 'published', source: 'prueba', dates: [...daysOff, one] },
				]);
				const [before, after] = [calendar, more].map((each) => addBusinessDays(date, days, each)) as [
					PlainDate,
					PlainDate,
				];
				expect(after >= before).toBe(true);
				const counts = closed > date && closed <= before && isBusinessDay(closed, calendar);
				if (!counts && after !== before) expect(closed > date && closed <= after).toBe(true);
				if (counts) expect(after).toBe(addBusinessDays(date, days + 1, calendar));
			}),
		);
	});
});

describe('the cut-off hour', () => {
	/** The instant of each cut-off, from the rules of the zone and not from our own conversion. */
	const boundary: [string, string, string, string][] = [
		['America/Mexico_City', '18:00', '2026-01-13T00:00:00Z', 'winter'],
		['America/Mexico_City', '18:00', '2026-07-14T00:00:00Z', 'summer, the same distance to UTC'],
		['America/Tijuana', '18:00', '2026-01-13T02:00:00Z', 'winter'],
		['America/Tijuana', '18:00', '2026-07-14T01:00:00Z', 'summer, an hour nearer to UTC'],
		['Pacific/Chatham', '09:30', '2026-01-12T19:45:00Z', 'ahead of UTC, its day before ours'],
	];
	const calendar = businessCalendar([
		{ year: 2026, status: 'published', source: 'prueba', dates: labourLawDays(2026) },
	]);

	it.each(boundary)('of %s at %s is %s (%s): itself in time, a second later not', (timeZone, cutOff, at) => {
		const instant = new Date(at);
		const day = localDateTime(instant, timeZone).date;
		expect(localDateTime(instant, timeZone).time).toBe(`${cutOff}:00`);
		const received = (seconds: number) =>
			receiptDate(new Date(instant.getTime() + seconds * 1000), calendar, { cutOff, timeZone });
		expect([received(-60), received(-1), received(0)]).toEqual([day, day, day]);
		const next = addDays(day, 1);
		expect([received(1), received(59), received(60)]).toEqual([next, next, next]);
	});

	it('splits every business day in exactly two, in every zone', () => {
		fc.assert(
			fc.property(anyCalendar, anyInstant, anyCutOff, anyZone, (days, instant, cutOff, timeZone) => {
				const { date, time } = localDateTime(instant, timeZone);
				const inTime = time.slice(0, 5) < cutOff || time === `${cutOff}:00`;
				const receivedOn = receiptDate(instant, days, { cutOff, timeZone });
				expect(receivedOn === date).toBe(inTime && isBusinessDay(date, days));
			}),
		);
	});
});

describe('the end of a year', () => {
	const winter: NonWorkingDay = {
		date: '2026-12-21',
		until: '2027-01-06',
		kind: 'vacation',
		name: 'Periodo vacacional',
	};
	const calendar = businessCalendar([
		{ year: 2026, status: 'published', source: 'prueba', dates: [winter] },
		{ year: 2027, status: 'published', source: 'prueba', dates: labourLawDays(2027) },
	]);
	const options = { cutOff: '18:00', timeZone: 'America/Mexico_City' };

	it('is crossed by a run of days off', () => {
		expect(dueDate('2026-12-18', 5, calendar)).toBe('2027-01-13');
		expect(businessDaysBetween('2026-12-18', '2027-01-06', calendar)).toBe(0);
	});

	it('lets what comes on its last evening count as received after the vacations', () => {
		expect(receiptDate(new Date('2027-01-01T05:59:59Z'), calendar, options)).toBe('2027-01-07');
		expect(receiptDate(new Date('2026-12-19T00:00:01Z'), calendar, options)).toBe('2027-01-07');
		expect(receiptDate(new Date('2026-12-19T00:00:00Z'), calendar, options)).toBe('2026-12-18');
	});

	it('adds nothing in a leap year but 29 February, a business day like any other', () => {
		const leap = businessCalendar([
			{ year: 2028, status: 'published', source: 'prueba', dates: labourLawDays(2028) },
		]);
		expect(dueDate('2028-02-28', 1, leap)).toBe('2028-02-29');
		expect(dueDate('2028-02-28', 2, leap)).toBe('2028-03-01');
	});
});
