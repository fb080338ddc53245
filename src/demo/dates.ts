import { isBusinessDay, type BusinessCalendar } from '#lib/institution/calendar.ts';
import { addDays, localDateTime, type PlainDate } from '#lib/institution/plain-date.ts';

/** Months since year 0 of a day or month that begins 'YYYY-MM'. */
export function monthIndex(date: string): number {
	return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** 'YYYY-MM' of a month counted by {@link monthIndex}. */
export function monthText(index: number): string {
	return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The day so many months before another one, never later than the 28th. */
export function monthsBefore(date: PlainDate, months: number): PlainDate {
	const day = Math.min(Number(date.slice(8, 10)), 28);
	return `${monthText(monthIndex(date) - months)}-${String(day).padStart(2, '0')}`;
}

/** The day on which somebody reaches an age, a few days into a month that exists in every year. */
export function dayAtAge(birthDate: PlainDate, years: number): PlainDate {
	return monthsBefore(birthDate, -years * 12);
}

/** The instant at which clocks of a zone show a time of a day. @param time 'HH:MM' */
export function instantAt(date: PlainDate, time: string, timeZone: string): Date {
	const asUtc = new Date(`${date}T${time}:00Z`);
	const shown = localDateTime(asUtc, timeZone);
	const ahead = Date.parse(`${shown.date}T${shown.time}Z`) - asUtc.getTime();
	return new Date(asUtc.getTime() - ahead);
}

/** The business day so many business days before a date, which is not counted. */
export function businessDaysBefore(date: PlainDate, count: number, calendar: BusinessCalendar): PlainDate {
	let day = date;
	for (let left = count; left > 0; left -= isBusinessDay(day, calendar) ? 1 : 0) day = addDays(day, -1);
	return day;
}
