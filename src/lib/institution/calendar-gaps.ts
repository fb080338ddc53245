import { calendarStatus, type BusinessCalendar } from './calendar.ts';
import { addDays, type PlainDate } from './plain-date.ts';

/** A year whose days off are not known, or not officially. */
export type CalendarGap = { year: number; status: 'missing' | 'provisional' };

/** So long before a year begins its calendar is asked for: the terms that begin by then may reach it. */
const NOTICE_DAYS = 60;

/** Which of this year and, from 60 days before it begins, the next has no official calendar. */
export function calendarGaps(day: PlainDate, calendar: BusinessCalendar): CalendarGap[] {
	const years = [...new Set([day, addDays(day, NOTICE_DAYS)].map((date) => Number(date.slice(0, 4))))];
	return years.flatMap((year) => {
		const status = calendarStatus(`${year}-01-01`, calendar);
		return status === 'published' ? [] : [{ year, status }];
	});
}
