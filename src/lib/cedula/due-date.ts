import { addBusinessDays, businessDaysBetween, type BusinessCalendar } from '#lib/institution/calendar.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';

/** While the clock stood: from the day of the return to the day on which the answer counts as received. */
export type Pause = { from: PlainDate; to: PlainDate };

/**
 * All that a due date follows from, beside the calendar. `termDays`: business days that the institution has; null in
 * submissions from before it was kept, where what lies between receipt and due date stands for it.
 */
export type Term = {
	receivedOn: PlainDate;
	dueOn: PlainDate;
	termDays: number | null;
	pauses: readonly Pause[];
};

/**
 * The due date, reckoned anew from the day of receipt: the business days of the term and those of every pause. It gives the
 * same as moving the date pause by pause (decision 7), and the right one after the calendar changed.
 */
export function reckonDueOn(
	{ receivedOn, termDays, pauses }: Term & { termDays: number },
	calendar: BusinessCalendar,
): PlainDate {
	const paused = pauses.map(({ from, to }) => businessDaysBetween(from, to, calendar));
	return addBusinessDays(
		receivedOn,
		paused.reduce((sum, days) => sum + days, termDays),
		calendar,
	);
}

/** The business days of a term; where they were not kept, those that the due date tells by the calendar that it was reckoned with. */
export function termDaysOf(
	{ receivedOn, dueOn, termDays, pauses }: Term,
	calendar: BusinessCalendar,
): number {
	if (termDays !== null) return termDays;
	const paused = pauses.map(({ from, to }) => businessDaysBetween(from, to, calendar));
	return Math.max(
		0,
		paused.reduce((sum, days) => sum - days, businessDaysBetween(receivedOn, dueOn, calendar)),
	);
}

/** The term after the clock stood still up to a day; the days that were left are kept. A clock that never stopped moves nothing. */
export function resumedTerm(
	term: Term & { pausedOn: PlainDate | null },
	resumedOn: PlainDate,
	calendar: BusinessCalendar,
): { termDays: number; pauses: Pause[]; dueOn: PlainDate } {
	const { pausedOn, receivedOn, dueOn } = term;
	const termDays = termDaysOf(term, calendar);
	const stood = pausedOn && resumedOn > pausedOn ? [{ from: pausedOn, to: resumedOn }] : [];
	const pauses = [...term.pauses, ...stood];
	return { termDays, pauses, dueOn: reckonDueOn({ receivedOn, dueOn, termDays, pauses }, calendar) };
}

/**
 * The last day of a person to answer observations, by another calendar than the one it was told with. It was told by
 * mail: it may come later, never earlier.
 */
export function reckonCorrectBy(
	{ pausedOn, correctBy }: { pausedOn: PlainDate; correctBy: PlainDate },
	correctionDays: number,
	calendar: BusinessCalendar,
): PlainDate {
	const reckoned = addBusinessDays(pausedOn, correctionDays, calendar);
	return reckoned > correctBy ? reckoned : correctBy;
}
