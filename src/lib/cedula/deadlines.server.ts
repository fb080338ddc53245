import { dueDate, receiptDate } from '#lib/institution/calendar.ts';
import type { BusinessClock } from '#lib/institution/calendar-change.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';

/** The business day on which something sent at an instant counts as received. */
export function receivedOnOf(instant: Date, { calendar, cutOff }: BusinessClock): PlainDate {
	return receiptDate(instant, calendar, { cutOff, timeZone: institution().settings.timeZone });
}

/** The term of the institution to answer what was sent at an instant; what is written is counted with `holdClock(tx)`. */
export function termFrom(instant: Date, clock: BusinessClock) {
	const receivedOn = receivedOnOf(instant, clock);
	const termDays = institution().settings.deadlines.answer;
	return { receivedOn, dueOn: dueDate(receivedOn, termDays, clock.calendar), termDays };
}

/** Like {@link termFrom}, for an appeal. */
export function appealTermFrom(instant: Date, clock: BusinessClock) {
	const receivedOn = receivedOnOf(instant, clock);
	const termDays = institution().settings.deadlines.appealAnswer;
	return { receivedOn, dueOn: dueDate(receivedOn, termDays, clock.calendar), termDays };
}
