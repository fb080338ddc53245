import { businessDaysBetween, type BusinessCalendar } from '#lib/institution/calendar.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';

/** How near a deadline is, for a mark that does not rest on colour. */
export type Urgency = 'overdue' | 'today' | 'soon' | 'later';

/** A deadline as seen from a day: business days left (0 on the day itself, negative after it) and how near it is. */
export type Due = { businessDaysLeft: number; urgency: Urgency; words: string };

/** Business days left at which a case counts as near its deadline. */
const SOON = 1;

/**
 * What is left until a deadline, counted and in words («vence en 2 días hábiles»).
 * On a day off after the deadline no business day has passed yet: it is overdue all the same.
 */
export function dueFrom(today: PlainDate, dueOn: PlainDate, calendar: BusinessCalendar): Due {
	const businessDaysLeft = businessDaysBetween(today, dueOn, calendar);
	const urgency = urgencyOf(today, dueOn, businessDaysLeft);
	return { businessDaysLeft, urgency, words: dueWords(urgency, businessDaysLeft) };
}

function urgencyOf(today: PlainDate, dueOn: PlainDate, businessDaysLeft: number): Urgency {
	if (dueOn < today) return 'overdue';
	if (dueOn === today) return 'today';
	return businessDaysLeft <= SOON ? 'soon' : 'later';
}

function dueWords(urgency: Urgency, businessDaysLeft: number): string {
	if (urgency === 'today') return 'vence hoy';
	if (urgency !== 'overdue') return `vence en ${businessDaysWords(businessDaysLeft)}`;
	return businessDaysLeft === 0 ? 'ya venció' : `venció hace ${businessDaysWords(-businessDaysLeft)}`;
}

/** «1 día hábil», «3 días hábiles». */
export function businessDaysWords(days: number): string {
	return days === 1 ? '1 día hábil' : `${days} días hábiles`;
}

/** A sentence starts with a capital: «Vence hoy». */
export function capitalised(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}
