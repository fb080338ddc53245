/**
 * A day of the civil calendar as text, `YYYY-MM-DD`, without zone.
 * Deadlines are counted on these, never on instants, so that no clock change and no midnight in UTC can move them.
 */
export type PlainDate = string;

const MS_PER_DAY = 86_400_000;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

const WEEKDAYS = ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'] as const;

const MONTHS = [
	'enero',
	'febrero',
	'marzo',
	'abril',
	'mayo',
	'junio',
	'julio',
	'agosto',
	'septiembre',
	'octubre',
	'noviembre',
	'diciembre',
] as const;

const MONTHS_SHORT = [
	'ene',
	'feb',
	'mar',
	'abr',
	'may',
	'jun',
	'jul',
	'ago',
	'sep',
	'oct',
	'nov',
	'dic',
] as const;

/** Whether a text is a day that exists, written `YYYY-MM-DD` (2026-02-30 is not). */
export function isPlainDate(value: string): value is PlainDate {
	return PATTERN.test(value) && fromEpochDay(toEpochDayUnchecked(value)) === value;
}

/** Days from 1970-01-01 to a date. @throws RangeError when it is not an existing `YYYY-MM-DD`. */
export function toEpochDay(date: PlainDate): number {
	if (!isPlainDate(date)) throw new RangeError(`Not a date: ${date}`);
	return toEpochDayUnchecked(date);
}

function toEpochDayUnchecked(date: string): number {
	const [, year, month, day] = PATTERN.exec(date) ?? [];
	return Date.UTC(Number(year), Number(month) - 1, Number(day)) / MS_PER_DAY;
}

/** The date that lies so many days after 1970-01-01. Inverse of {@link toEpochDay}; '' when the number is not a day. */
export function fromEpochDay(day: number): PlainDate {
	return Number.isFinite(day) ? new Date(day * MS_PER_DAY).toISOString().slice(0, 10) : '';
}

/** Moves a date by calendar days, forwards or backwards. */
export function addDays(date: PlainDate, days: number): PlainDate {
	return fromEpochDay(toEpochDay(date) + days);
}

/** The same day so many months later; where the month is shorter, its last day (31 August and six months: 28 or 29 February). */
export function addMonths(date: PlainDate, months: number): PlainDate {
	const [year, month, day] = date.split('-').map(Number) as [number, number, number];
	const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
	return fromEpochDay(Date.UTC(year, month - 1 + months, Math.min(day, last)) / MS_PER_DAY);
}

/** Calendar days from one date to another; negative when the second is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
	return toEpochDay(to) - toEpochDay(from);
}

/** Day of the week: 0 Sunday … 6 Saturday. */
export function weekday(date: PlainDate): number {
	return weekdayOfEpochDay(toEpochDay(date));
}

/** Day of the week of an epoch day: 0 Sunday … 6 Saturday (1970-01-01 was a Thursday). */
export function weekdayOfEpochDay(day: number): number {
	return (((day + 4) % 7) + 7) % 7;
}

/** Name of the day of the week in Spanish: «miércoles». */
export function weekdayName(date: PlainDate): string {
	return WEEKDAYS[weekday(date)] ?? '';
}

/** «miércoles 25 de noviembre de 2026». */
export function formatDateLong(date: PlainDate): string {
	return `${weekdayName(date)} ${formatDate(date)}`;
}

/** «25 de noviembre de 2026». */
export function formatDate(date: PlainDate): string {
	return `${dayOfMonth(date)} de ${MONTHS[monthIndex(date)]} de ${date.slice(0, 4)}`;
}

/** «25 nov 2026», for tables. */
export function formatDateShort(date: PlainDate): string {
	return `${dayOfMonth(date)} ${MONTHS_SHORT[monthIndex(date)]} ${date.slice(0, 4)}`;
}

/** «noviembre de 2026», from `2026-11` or a whole date. */
export function formatMonth(month: string): string {
	return `${MONTHS[monthIndex(month)]} de ${month.slice(0, 4)}`;
}

function dayOfMonth(date: PlainDate): number {
	return Number(date.slice(8, 10));
}

function monthIndex(date: string): number {
	return Number(date.slice(5, 7)) - 1;
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
	const known = zoneFormats.get(timeZone);
	if (known) return known;
	// Swedish dates are written YYYY-MM-DD HH:mm:ss; taking a date apart in its parts costs three times as much
	const format = new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		calendar: 'iso8601',
		numberingSystem: 'latn',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
		hourCycle: 'h23',
	});
	zoneFormats.set(timeZone, format);
	return format;
}

/** Date and wall clock of an instant in a zone. @throws RangeError on an unknown zone or an invalid instant. */
export function localDateTime(instant: Date, timeZone: string): { date: PlainDate; time: string } {
	const [date = '', time = ''] = zoneFormat(timeZone).format(instant).split(' ');
	return { date: date.padStart('YYYY-MM-DD'.length, '0'), time };
}

/** The day that an instant belongs to in a zone. */
export function localDate(instant: Date, timeZone: string): PlainDate {
	return localDateTime(instant, timeZone).date;
}

/** The month that an instant belongs to in a zone, `YYYY-MM`. */
export function localMonth(instant: Date, timeZone: string): string {
	return localDate(instant, timeZone).slice(0, 7);
}

/** «25 de noviembre de 2026, 18:05 h», in a zone. */
export function formatInstant(instant: Date, timeZone: string): string {
	const { date, time } = localDateTime(instant, timeZone);
	return `${formatDate(date)}, ${time.slice(0, 5)} h`;
}

/** The instant at which a day begins in a zone. */
export function startOfDay(date: PlainDate, timeZone: string): Date {
	const wanted = toEpochDay(date) * MS_PER_DAY;
	let at = wanted;
	// the first step lands within the change of the clock, if there is one that day; the second is exact
	for (let step = 0; step < 2; step += 1) {
		const local = localDateTime(new Date(at), timeZone);
		at += wanted - Date.parse(`${local.date}T${local.time}Z`);
	}
	return new Date(at);
}
