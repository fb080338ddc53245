import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessCalendar, calendarStatus, findNonWorkingName, isBusinessDay } from './calendar.ts';
import {
	CalendarChangeRequest,
	changeOf,
	changesNothing,
	changeWords,
	clockAfter,
	spanWords,
	type BusinessClock,
	type CalendarChange,
} from './calendar-change.ts';
import { addDays } from './plain-date.ts';

const folder: BusinessClock = {
	cutOff: '18:00',
	calendar: businessCalendar([
		{
			year: 2026,
			status: 'provisional',
			source: 'prueba',
			dates: [
				{ date: '2026-11-02', kind: 'state', name: 'Día de muertos' },
				{ date: '2026-12-25', kind: 'statutory', name: 'Navidad' },
			],
		},
	]),
};

const adding = (date: string, until = date, name = 'Suspensión de términos'): CalendarChange => ({
	what: 'add',
	date,
	until,
	kind: 'suspension',
	name,
	source: 'Gaceta',
});

const asked = (change: Record<string, unknown>) => CalendarChangeRequest.safeParse(change);
const problemOf = (change: Record<string, unknown>) => asked(change).error?.issues[0]?.message;

describe('a change of the calendar', () => {
	it('adds a run of days off, with its source', () => {
		const { calendar } = clockAfter(folder, [adding('2026-11-24', '2026-11-26')]);
		expect(isBusinessDay('2026-11-23', calendar)).toBe(true);
		expect(['2026-11-24', '2026-11-25', '2026-11-26'].map((day) => isBusinessDay(day, calendar))).toEqual([
			false,
			false,
			false,
		]);
		expect(calendar.daysOff.get('2026-11-25')).toEqual({
			kind: 'suspension',
			name: 'Suspensión de términos',
			source: 'Gaceta',
		});
		expect(isBusinessDay('2026-11-24', folder.calendar)).toBe(true);
	});

	it('keeps the name of a day off under a run, and leaves it there when the run is taken back', () => {
		const run = adding('2026-12-21', '2027-01-06', 'Vacaciones');
		const during = clockAfter(folder, [run]);
		expect(findNonWorkingName('2026-12-25', during.calendar)).toBe('Navidad');
		expect(findNonWorkingName('2027-01-04', during.calendar)).toBe('Vacaciones');
		const { date, until, name } = run as { date: string; until: string; name: string };
		const after = clockAfter(during, [{ what: 'remove', date, until, name }]);
		expect([...after.calendar.daysOff]).toEqual([...folder.calendar.daysOff]);
	});

	it('taken back leaves the calendar as it was, whatever it was', () => {
		fc.assert(
			fc.property(fc.nat(400), fc.nat(40), (start, length) => {
				const date = addDays('2026-01-01', start);
				const until = addDays(date, length);
				const added = clockAfter(folder, [adding(date, until)]);
				const back = clockAfter(added, [{ what: 'remove', date, until, name: 'Suspensión de términos' }]);
				expect(new Map(back.calendar.daysOff)).toEqual(new Map(folder.calendar.daysOff));
				expect(back.calendar.closures).toEqual(folder.calendar.closures);
			}),
		);
	});

	it('sets the hour and the standing of a year', () => {
		const after = clockAfter(folder, [
			{ what: 'cut-off', cutOff: '15:00' },
			{ what: 'year', year: 2026, status: 'published', source: 'Gaceta', days: [] },
		]);
		expect(after.cutOff).toBe('15:00');
		expect(calendarStatus('2026-06-01', after.calendar)).toBe('published');
	});

	it('begins a year with the labour law and the days that the State added the year before', () => {
		const begun = changeOf({ what: 'year', year: 2027, status: 'provisional', source: 'LFT' }, folder);
		const { calendar } = clockAfter(folder, [begun]);
		expect(calendarStatus('2027-06-01', calendar)).toBe('provisional');
		expect(findNonWorkingName('2027-11-02', calendar)).toBe('Día de muertos');
		expect(findNonWorkingName('2027-11-15', calendar)).toBe('Aniversario de la Revolución');
		expect([...calendar.daysOff.keys()].filter((day) => day.startsWith('2027'))).toHaveLength(8);
	});

	it('gives a year that there is no days again', () => {
		const marked = changeOf({ what: 'year', year: 2026, status: 'published', source: 'Gaceta' }, folder);
		expect(marked).toMatchObject({ days: [] });
	});
});

describe('a change that changes nothing', () => {
	it.each([
		['a day that is off already', adding('2026-11-02')],
		[
			'a day that is not in the calendar',
			{ what: 'remove', date: '2026-11-03', until: '2026-11-03', name: 'x' },
		],
		['a day under another name', { what: 'remove', date: '2026-11-02', until: '2026-11-02', name: 'x' }],
		['the same hour', { what: 'cut-off', cutOff: '18:00' }],
		['the same standing', { what: 'year', year: 2026, status: 'provisional', source: 'prueba', days: [] }],
	] as [string, CalendarChange][])('is %s', (_, change) => {
		expect(changesNothing(folder, change)).toBe(true);
	});

	it('is not a day off on a weekend, which is told in the list', () => {
		expect(changesNothing(folder, adding('2026-11-28'))).toBe(false);
	});
});

describe('what a form asks for', () => {
	const add = {
		what: 'add',
		date: '2026-11-24',
		until: '',
		kind: 'suspension',
		name: 'Sismo',
		source: 'Gaceta',
	};

	it('is one day when the last is left out', () => {
		expect(asked(add).data).toMatchObject({ date: '2026-11-24', until: '2026-11-24' });
	});

	it('is refused once for each field that is empty', () => {
		const empty = asked({ ...add, date: '', name: '', source: '' }).error?.issues;
		expect(empty?.map(({ path }) => path.join())).toEqual(['date', 'name', 'source']);
	});

	it.each([
		[{ ...add, date: '' }, 'Escriba el día.'],
		[{ ...add, date: '2026-02-30' }, /no existe/],
		[{ ...add, until: '2026-11-23' }, /anterior/],
		[{ ...add, until: '2027-11-23' }, /62 días/],
		[{ ...add, date: '1999-01-01' }, /2000/],
		[{ ...add, name: ' ' }, /cómo se llama/],
		[{ ...add, source: '' }, /dónde se publicó/],
		[{ what: 'cut-off', cutOff: '25:00' }, /24 horas/],
		[{ what: 'year', year: '1900', status: 'published', source: 'x' }, /2000 a 2199/],
		[{ what: 'year', year: '2027', status: 'listo', source: 'x' }, /provisional u oficial/],
		[{ what: 'otra cosa' }, /Elija/],
	])('is refused in words when it is wrong: %j', (change, message) => {
		expect(problemOf(change)).toMatch(message);
	});
});

describe('the words of a change', () => {
	it.each([
		['2026-11-24', '2026-11-24', 'el 24 de noviembre de 2026'],
		['2026-11-24', '2026-11-26', 'del 24 al 26 de noviembre de 2026'],
		['2026-11-24', '2026-12-02', 'del 24 de noviembre al 2 de diciembre de 2026'],
		['2026-12-21', '2027-01-06', 'del 21 de diciembre de 2026 al 6 de enero de 2027'],
	])('from %s to %s are «%s»', (...[date, until, words]) => {
		expect(spanWords(date, until)).toBe(words);
	});

	it('say what it does', () => {
		expect(changeWords(adding('2026-11-24'))).toBe(
			'Agregar «Suspensión de términos», el 24 de noviembre de 2026.',
		);
		expect(changeWords({ what: 'remove', date: '2026-12-21', until: '2027-01-06', name: 'Vacaciones' })).toBe(
			'Quitar «Vacaciones», del 21 de diciembre de 2026 al 6 de enero de 2027.',
		);
	});
});
