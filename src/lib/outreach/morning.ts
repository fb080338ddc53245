import { isBusinessDay, type BusinessCalendar } from '#lib/institution/calendar.ts';
import { localDateTime } from '#lib/institution/plain-date.ts';

/** From when on a business day reminders and digests are written, local time. */
const MORNING = '08:00:00';
const NOON = '12:00:00';

/** Whether it is a business day of the institution, and its morning has come. */
export function hasWorkingDayBegun(instant: Date, calendar: BusinessCalendar, timeZone: string): boolean {
	const { date, time } = localDateTime(instant, timeZone);
	return isBusinessDay(date, calendar) && time >= MORNING;
}

/** Whether it is the morning of a business day of the institution. */
export function isWorkingMorning(instant: Date, calendar: BusinessCalendar, timeZone: string): boolean {
	return hasWorkingDayBegun(instant, calendar, timeZone) && localDateTime(instant, timeZone).time < NOON;
}
