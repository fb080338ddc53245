import { businessDaysBetween, type BusinessCalendar } from '#lib/institution/calendar.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';

/** The two reminders of a period to answer: when half of it has passed, and when it is about to end. */
export type CorrectionReminder = 'half' | 'ending';

/** Business days that are left when the period is about to end. */
const ENDING_DAYS = 2;

/** A period to answer observations: the day of the return, which is not counted, and its last day. */
export type CorrectionPeriod = { pausedOn: PlainDate; correctBy: PlainDate };

/** The reminder whose day has come; the last one when both have, and none in a period too short to be reminded of. */
export function correctionReminder(
	{ pausedOn, correctBy }: CorrectionPeriod,
	today: PlainDate,
	calendar: BusinessCalendar,
): CorrectionReminder | null {
	const whole = businessDaysBetween(pausedOn, correctBy, calendar);
	const left = businessDaysBetween(today, correctBy, calendar);
	if (left < 0 || left === whole) return null;
	if (left <= ENDING_DAYS) return 'ending';
	return left * 2 <= whole ? 'half' : null;
}

/** How much of a period is left, in words. */
export function daysLeftWords(left: number): string {
	if (left === 0) return 'Hoy es el último día para responder.';
	return left === 1
		? 'Le queda un día hábil para responder.'
		: `Le quedan ${left} días hábiles para responder.`;
}
