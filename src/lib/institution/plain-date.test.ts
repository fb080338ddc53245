import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	startOfDay,
	addDays,
	daysBetween,
	formatDate,
	formatDateLong,
	formatDateShort,
	formatInstant,
	formatMonth,
	fromEpochDay,
	isPlainDate,
	localDate,
	localMonth,
	toEpochDay,
	weekdayName,
} from './plain-date.ts';

const MEXICO = 'America/Mexico_City';

describe('a plain date', () => {
	it('is written and read back without loss', () => {
		fc.assert(
			fc.property(fc.integer({ min: -30_000, max: 60_000 }), (day) => {
				expect(toEpochDay(fromEpochDay(day))).toBe(day);
			}),
		);
	});

	it.each([
		'2026-02-29',
		'2026-13-01',
		'2026-00-10',
		'2026-04-31',
		'26-04-30',
		'2026-4-30',
		'2026-04-30T00',
		'',
	])('%j is none', (value) => {
		expect(isPlainDate(value)).toBe(false);
		expect(() => toEpochDay(value)).toThrow(RangeError);
	});

	it('knows leap years by century', () => {
		expect(isPlainDate('2028-02-29')).toBe(true);
		expect(isPlainDate('2000-02-29')).toBe(true);
		expect(isPlainDate('1900-02-29')).toBe(false);
	});

	it('moves over the end of a year', () => {
		expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
		expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
		expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3);
	});
});

describe('the beginning of a day', () => {
	it.each([
		['2026-11-24', 'America/Mexico_City', '2026-11-24T06:00:00.000Z'],
		['2026-03-08', 'America/Tijuana', '2026-03-08T08:00:00.000Z'],
		['2026-03-09', 'America/Tijuana', '2026-03-09T07:00:00.000Z'],
		['2026-11-01', 'America/Tijuana', '2026-11-01T07:00:00.000Z'],
		['2026-01-01', 'UTC', '2026-01-01T00:00:00.000Z'],
	])('of %s in %s is %s', (date, zone, instant) => {
		expect(startOfDay(date, zone).toISOString()).toBe(instant);
	});
});

describe('dates as people say them', () => {
	it.each([
		['2026-11-25', 'miércoles 25 de noviembre de 2026', '25 nov 2026'],
		['2026-02-01', 'domingo 1 de febrero de 2026', '1 feb 2026'],
		['2028-01-01', 'sábado 1 de enero de 2028', '1 ene 2028'],
	])('%s is %s', (date, long, short) => {
		expect(formatDateLong(date)).toBe(long);
		expect(formatDateShort(date)).toBe(short);
	});

	it('leaves out the day of the week where it says nothing', () => {
		expect(formatDate('2026-11-25')).toBe('25 de noviembre de 2026');
		expect(formatMonth('2026-11')).toBe('noviembre de 2026');
	});

	it('names every day of the week', () => {
		const week = [0, 1, 2, 3, 4, 5, 6].map((days) => weekdayName(addDays('2026-11-23', days)));
		expect(week).toEqual(['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo']);
	});
});

describe('an instant in Mexico City', () => {
	it.each([
		['2026-02-02T03:00:00Z', '2026-02-01'],
		['2026-02-02T06:00:00Z', '2026-02-02'],
		['2026-07-02T05:59:59Z', '2026-07-01'],
		['2027-01-01T05:59:59Z', '2026-12-31'],
	])('%s belongs to %s', (instant, date) => {
		expect(localDate(new Date(instant), MEXICO)).toBe(date);
	});

	it('follows the daylight saving time that was in force until 2022', () => {
		expect(localDate(new Date('2022-07-02T05:30:00Z'), MEXICO)).toBe('2022-07-02');
	});

	it('belongs to the month of its day', () => {
		expect(localMonth(new Date('2026-12-01T05:00:00Z'), MEXICO)).toBe('2026-11');
	});

	it('is shown with its wall clock, midnight as zero', () => {
		expect(formatInstant(new Date('2026-11-26T00:05:00Z'), MEXICO)).toBe('25 de noviembre de 2026, 18:05 h');
		expect(formatInstant(new Date('2026-11-26T06:00:00Z'), MEXICO)).toBe('26 de noviembre de 2026, 00:00 h');
	});

	it('cannot be invalid', () => {
		expect(() => localDate(new Date(Number.NaN), MEXICO)).toThrow(RangeError);
	});
});
