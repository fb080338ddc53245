import { dueDate, receiptDate, shiftDueOn } from '#lib/institution/calendar.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';

/** The business day on which something sent at an instant counts as received. */
export function receivedOnOf(instant: Date): PlainDate {
	const { calendar, settings } = institution();
	return receiptDate(instant, calendar, { cutOff: settings.deadlines.cutOff, timeZone: settings.timeZone });
}

/** The last day on which the institution answers what was received on a day. */
export function dueOnOf(receivedOn: PlainDate): PlainDate {
	const { calendar, settings } = institution();
	return dueDate(receivedOn, settings.deadlines.answer, calendar);
}

/** The due date after the clock stood still from one day to another. A clock that never stopped moves nothing. */
export function resumedDueOn(dueOn: PlainDate, pausedOn: PlainDate | null, resumedOn: PlainDate): PlainDate {
	if (!pausedOn || resumedOn < pausedOn) return dueOn;
	return shiftDueOn(dueOn, pausedOn, resumedOn, institution().calendar);
}
