import { describe, expect, it } from 'vitest';
import { businessCalendar } from './calendar.ts';
import { clockAfter } from './calendar-change.ts';
import { monthsOf, runsOf } from './calendar-year.ts';

const folder = businessCalendar([
	{
		year: 2026,
		status: 'provisional',
		source: 'prueba',
		dates: [
			{ date: '2026-11-16', kind: 'statutory', name: 'Aniversario de la Revolución' },
			{ date: '2026-12-25', kind: 'statutory', name: 'Navidad' },
		],
	},
]);
const { calendar } = clockAfter({ calendar: folder, cutOff: '18:00' }, [
	{
		what: 'add',
		date: '2026-12-21',
		until: '2027-01-06',
		kind: 'vacation',
		name: 'Vacaciones',
		source: 'Gaceta',
	},
]);

describe('the list of days off of a year', () => {
	it('shows a run as it was laid down, over a day that was off already and over the end of the year', () => {
		const vacation = { date: '2026-12-21', until: '2027-01-06', name: 'Vacaciones', source: 'Gaceta' };
		expect(runsOf(2026, calendar)).toMatchObject([
			{ date: '2026-11-16', until: '2026-11-16', kind: 'statutory' },
			vacation,
			{ date: '2026-12-25', until: '2026-12-25', name: 'Navidad' },
		]);
		expect(runsOf(2027, calendar)).toMatchObject([vacation]);
		expect(runsOf(2025, calendar)).toEqual([]);
	});

	it('keeps two of the same name apart when a business day lies between them', () => {
		const one = { what: 'add', kind: 'suspension', name: 'Sismo', source: 'Gaceta' } as const;
		const { calendar: shaken } = clockAfter({ calendar: folder, cutOff: '18:00' }, [
			{ ...one, date: '2026-11-24', until: '2026-11-24' },
			{ ...one, date: '2026-11-26', until: '2026-11-26' },
		]);
		expect(runsOf(2026, shaken).filter(({ name }) => name === 'Sismo')).toHaveLength(2);
	});
});

describe('the months of a year', () => {
	const months = monthsOf(2026, calendar);

	it('are twelve, in whole weeks, with every day once', () => {
		expect(months).toHaveLength(12);
		const days = months.flatMap(({ weeks }) => weeks.flat()).flatMap((cell) => cell?.date ?? []);
		expect(new Set(days).size).toBe(365);
		expect(days).toEqual([...days].sort());
		expect(months.every(({ weeks }) => weeks.every((week) => week.length === 7))).toBe(true);
	});

	it('begin their weeks on Monday', () => {
		const november = months[10]!.weeks;
		expect(november[0]).toEqual([null, null, null, null, null, null, expect.objectContaining({ day: 1 })]);
		expect(november[3]![0]).toMatchObject({ date: '2026-11-16', off: { kind: 'statutory' }, weekend: false });
	});
});
