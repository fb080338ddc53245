import { z } from 'zod';
import {
	fromEpochDay,
	isPlainDate,
	localDateTime,
	toEpochDay,
	weekdayOfEpochDay,
	type PlainDate,
} from './plain-date.ts';

/** A day written `YYYY-MM-DD` that exists. */
export const plainDate = z.string().refine(isPlainDate, {
	error: ({ input }) =>
		/^\d{4}-\d{2}-\d{2}$/.test(String(input)) ? 'ese día no existe' : 'se esperaba AAAA-MM-DD',
});

/**
 * One day off, or a run of them when `until` is given (both ends included).
 * `kind`: of the labour law, added by the State, vacation period, or a published suspension of terms.
 */
export const nonWorkingDay = z.strictObject({
	date: plainDate,
	until: plainDate.optional(),
	kind: z.enum(['statutory', 'state', 'vacation', 'suspension']),
	name: z.string().min(1),
});

/** A day off of the institution's calendar. */
export type NonWorkingDay = z.infer<typeof nonWorkingDay>;

/** What is known of one day off; `source` where it was published, when it is not that of the whole year. */
export type DayOff = Omit<NonWorkingDay, 'date' | 'until'> & { source?: string };

/** Non-working days of one year: `provisional` until the official calendar is printed, then `published`. */
export const calendarYear = z.strictObject({
	year: z.int().min(2000).max(2199),
	status: z.enum(['provisional', 'published']),
	source: z.string().min(1),
	dates: z.array(nonWorkingDay),
});

/** The file `calendar/<year>.json` of an institution. */
export type CalendarYear = z.infer<typeof calendarYear>;

/** How far the days of a year can be relied on, and where they were published. */
export type YearFacts = Pick<CalendarYear, 'status' | 'source'>;

/**
 * The institution's calendar, ready to count with.
 * `closures` are the epoch days off from Monday to Friday, ascending; `daysOff` also has those on a weekend.
 */
export type BusinessCalendar = {
	readonly years: ReadonlyMap<number, YearFacts>;
	readonly closures: readonly number[];
	readonly daysOff: ReadonlyMap<PlainDate, DayOff>;
};

/** Joins the yearly files into one calendar. */
export function businessCalendar(years: readonly CalendarYear[]): BusinessCalendar {
	const daysOff = new Map<PlainDate, DayOff>();
	for (const { dates } of years)
		for (const { date, until = date, kind, name } of dates)
			for (const day of datesFrom(date, until)) daysOff.set(day, { kind, name });
	return calendarOf(new Map(years.map(({ year, status, source }) => [year, { status, source }])), daysOff);
}

/** A calendar of these days off. */
export function calendarOf(
	years: BusinessCalendar['years'],
	daysOff: BusinessCalendar['daysOff'],
): BusinessCalendar {
	const closures = [...daysOff.keys()].map(toEpochDay).filter((day) => !isWeekend(day));
	return { years, closures: closures.sort((a, b) => a - b), daysOff };
}

/** Every date from one to another, both included; none when the second is earlier. */
export function datesFrom(date: PlainDate, until: PlainDate): PlainDate[] {
	const first = toEpochDay(date);
	return Array.from({ length: Math.max(0, toEpochDay(until) - first + 1) }, (_, n) =>
		fromEpochDay(first + n),
	);
}

/** Whether there is a calendar, even a provisional one, for the year of a date; if not, only weekends are skipped. */
export function calendarCovers(date: PlainDate, calendar: BusinessCalendar): boolean {
	return calendarStatus(date, calendar) !== 'missing';
}

/** How far the calendar of a date's year can be relied on; `missing` and `provisional` deserve a warning. */
export function calendarStatus(
	date: PlainDate,
	calendar: BusinessCalendar,
): CalendarYear['status'] | 'missing' {
	return calendar.years.get(Number(date.slice(0, 4)))?.status ?? 'missing';
}

/** Name of the day off («Natalicio de Benito Juárez»), or nothing on any other day, weekends included. */
export function findNonWorkingName(date: PlainDate, calendar: BusinessCalendar): string | undefined {
	return calendar.daysOff.get(date)?.name;
}

/** Whether deadlines count this day: Monday to Friday and not a day off of the calendar. */
export function isBusinessDay(date: PlainDate, calendar: BusinessCalendar): boolean {
	return !isWeekend(toEpochDay(date)) && !calendar.daysOff.has(date);
}

/** The first business day after a date. */
export function nextBusinessDay(date: PlainDate, calendar: BusinessCalendar): PlainDate {
	return addBusinessDays(date, 1, calendar);
}

/**
 * The day on which the n-th business day after `date` falls; `date` itself is never counted, and n = 0 gives it back.
 * @param n whole, 0 or more
 * @throws RangeError when n is not that
 */
export function addBusinessDays(date: PlainDate, n: number, calendar: BusinessCalendar): PlainDate {
	if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`Not a number of business days: ${n}`);
	let day = toEpochDay(date);
	const closed = closuresUpTo(day, calendar);
	const target = weekdaysUpTo(day) - closed + n;
	if (n === 0) return date;
	let low = day + n;
	let high = day + 2 * n + 14 + 2 * (calendar.closures.length - closed);
	while (low < high) {
		day = Math.floor((low + high) / 2);
		if (businessDaysUpTo(day, calendar) < target) low = day + 1;
		else high = day;
	}
	return fromEpochDay(low);
}

/**
 * Business days after `from` up to and including `to`; negative when `to` is earlier.
 * From today to the due date it is what is left: 0 on the day itself.
 */
export function businessDaysBetween(from: PlainDate, to: PlainDate, calendar: BusinessCalendar): number {
	return businessDaysUpTo(toEpochDay(to), calendar) - businessDaysUpTo(toEpochDay(from), calendar);
}

/**
 * The business day on which something counts as received: the local day, or the next business day when it came
 * after the cut-off or on a non-working day (rules.md, "States and moves"). The cut-off second itself is in time.
 * @param options.cutOff local time `HH:MM`
 */
export function receiptDate(
	instant: Date,
	calendar: BusinessCalendar,
	options: { cutOff: string; timeZone: string },
): PlainDate {
	const { date, time } = localDateTime(instant, options.timeZone);
	const inTime = isBusinessDay(date, calendar) && time <= `${options.cutOff}:00`;
	return inTime ? date : nextBusinessDay(date, calendar);
}

/** The last day to answer: so many business days after the day of receipt, which is not counted. */
export function dueDate(receivedOn: PlainDate, days: number, calendar: BusinessCalendar): PlainDate {
	return addBusinessDays(receivedOn, days, calendar);
}

/**
 * A due date after a pause of the clock: moved by the business days that passed while it stood still.
 * Paused and resumed on the same day, or over a weekend only, leaves it where it was.
 * @throws RangeError when resumed before paused
 */
export function shiftDueOn(
	dueOn: PlainDate,
	pausedOn: PlainDate,
	resumedOn: PlainDate,
	calendar: BusinessCalendar,
): PlainDate {
	return addBusinessDays(dueOn, businessDaysBetween(pausedOn, resumedOn, calendar), calendar);
}

function isWeekend(day: number): boolean {
	return weekdayOfEpochDay(day) % 6 === 0;
}

function businessDaysUpTo(day: number, calendar: BusinessCalendar): number {
	return weekdaysUpTo(day) - closuresUpTo(day, calendar);
}

/** Mondays to Fridays from Monday 1969-12-29 up to and including an epoch day. */
function weekdaysUpTo(day: number): number {
	const days = day + 4;
	const weeks = Math.floor(days / 7);
	return weeks * 5 + Math.min(days - weeks * 7, 5);
}

/** Closures up to and including an epoch day, by halving. */
function closuresUpTo(day: number, { closures }: BusinessCalendar): number {
	let low = 0;
	let high = closures.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((closures[middle] ?? Infinity) <= day) low = middle + 1;
		else high = middle;
	}
	return low;
}
