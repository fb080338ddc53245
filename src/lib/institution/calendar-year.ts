import type { BusinessCalendar, DayOff, NonWorkingDay } from './calendar.ts';
import { addDays, fromEpochDay, toEpochDay, weekday, type PlainDate } from './plain-date.ts';

/** What kinds of days off are called. */
export const KIND_LABELS: Record<NonWorkingDay['kind'], string> = {
	statutory: 'Descanso obligatorio por ley',
	state: 'Día inhábil del Estado',
	vacation: 'Periodo vacacional',
	suspension: 'Suspensión de términos',
};

/** What the standings of a year are called. */
export const YEAR_LABELS = { published: 'Oficial', provisional: 'Provisional', missing: 'Sin calendario' };

/** One entry of the list of days off: what was laid down together, over weekends and over days that were off already. */
export type DayOffRun = DayOff & { date: PlainDate; until: PlainDate };

/** A cell of a month. */
export type CalendarCell = { date: PlainDate; day: number; weekend: boolean; off: DayOff | null };

/** A month in weeks from Monday to Sunday; null before its first day and after its last. */
export type CalendarMonth = { month: string; weeks: (CalendarCell | null)[][] };

/** The days off that touch a year, as they were laid down, by date. */
export function runsOf(year: number, { daysOff }: BusinessCalendar): DayOffRun[] {
	const runs: DayOffRun[] = [];
	for (const [date, off] of [...daysOff].sort(([one], [other]) => (one < other ? -1 : 1))) {
		const open = runs.findLast((run) => isOf(run, off));
		if (open && isBridged(open.until, date, daysOff)) open.until = date;
		else runs.push({ ...off, date, until: date });
	}
	return runs.filter(({ date, until }) => date <= `${year}-12-31` && until >= `${year}-01-01`);
}

function isOf(run: DayOffRun, { kind, name, source }: DayOff): boolean {
	return run.kind === kind && run.name === name && run.source === source;
}

function isBridged(from: PlainDate, to: PlainDate, daysOff: BusinessCalendar['daysOff']): boolean {
	for (let day = addDays(from, 1); day < to; day = addDays(day, 1))
		if (!daysOff.has(day) && !isWeekend(day)) return false;
	return true;
}

/** The twelve months of a year, to be drawn as tables. */
export function monthsOf(year: number, calendar: BusinessCalendar): CalendarMonth[] {
	return Array.from({ length: 12 }, (_, index) => {
		const month = `${year}-${String(index + 1).padStart(2, '0')}`;
		return { month, weeks: weeksOf(month, calendar) };
	});
}

function weeksOf(month: string, { daysOff }: BusinessCalendar): CalendarMonth['weeks'] {
	const first = toEpochDay(`${month}-01`);
	const cells: (CalendarCell | null)[] = Array.from({ length: (weekday(`${month}-01`) + 6) % 7 }, () => null);
	for (let day = first; fromEpochDay(day).startsWith(month); day++) {
		const date = fromEpochDay(day);
		cells.push({ date, day: day - first + 1, weekend: isWeekend(date), off: daysOff.get(date) ?? null });
	}
	while (cells.length % 7 > 0) cells.push(null);
	return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

function isWeekend(date: PlainDate): boolean {
	return weekday(date) % 6 === 0;
}
