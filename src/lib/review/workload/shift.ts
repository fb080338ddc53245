import { isBusinessDay, type BusinessCalendar } from '#lib/institution/calendar.ts';
import { fromEpochDay, toEpochDay } from '#lib/institution/plain-date.ts';
import { DAY_MINUTES } from './arrivals.ts';
import type { Scenario } from './simulation.ts';

/** When a reviewer works; instants are local minutes since 1970. */
export type Shift = {
	/** minutes of the day */
	opens: number;
	closes: number;
	/** whether they work on an epoch day */
	works(day: number): boolean;
};

/** The working day begins at nine. */
const OPENS = 9 * 60;
const PERIODS = 2;
const HALF_YEAR_DAYS = 182;

/** The shifts of the reviewers of a scenario: business days of the institution without each one's vacations. */
export function shiftsOf(
	{ reviewers, assumptions, from }: Scenario,
	calendar: BusinessCalendar,
	lastDay: number,
): Shift[] {
	const first = toEpochDay(from);
	const business = new Set<number>();
	for (let day = first; day <= lastDay; day++)
		if (isBusinessDay(fromEpochDay(day), calendar)) business.add(day);
	const length = Math.round(assumptions.vacation / PERIODS);
	return Array.from({ length: reviewers }, (_, index) => {
		const off = vacations([...business], { first, length, turn: (index + 0.5) / reviewers });
		return {
			opens: OPENS,
			closes: OPENS + assumptions.hours * 60,
			works: (day) => business.has(day) && !off.has(day),
		};
	});
}

/** One period in each half year, the reviewers one after the other. */
function vacations(
	business: readonly number[],
	{ first, length, turn }: { first: number; length: number; turn: number },
): Set<number> {
	const off = new Set<number>();
	const last = business.at(-1) ?? first;
	for (let half = first; half <= last; half += HALF_YEAR_DAYS) {
		const middle = business.findIndex((day) => day >= half + turn * HALF_YEAR_DAYS);
		if (middle < 0) break;
		const start = Math.max(0, middle - Math.floor(length / 2));
		for (const day of business.slice(start, start + length)) off.add(day);
	}
	return off;
}

/** Whether somebody is at work at an instant. */
export function isOpen(shift: Shift, at: number): boolean {
	const day = Math.floor(at / DAY_MINUTES);
	const minute = at - day * DAY_MINUTES;
	return minute >= shift.opens && minute < shift.closes && shift.works(day);
}

/** The next time that a shift begins after an instant, on a day before `lastDay`; Infinity when none does. */
export function nextOpening({ opens, works }: Shift, after: number, lastDay: number): number {
	for (let day = Math.floor(after / DAY_MINUTES); day <= lastDay; day++) {
		const opening = day * DAY_MINUTES + opens;
		if (opening > after && works(day)) return opening;
	}
	return Infinity;
}

/** When work of so many minutes that begins now is done: what the day leaves over goes on in the next shift. */
export function doneAt(shift: Shift, from: number, minutes: number, lastDay: number): number {
	let at = from;
	let left = minutes;
	for (;;) {
		const closing = Math.floor(at / DAY_MINUTES) * DAY_MINUTES + shift.closes;
		if (at + left <= closing) return at + left;
		left -= closing - at;
		at = nextOpening(shift, closing - 1, lastDay);
		if (at === Infinity) return Infinity;
	}
}

/** Minutes that somebody works from one epoch day up to another, without it. */
export function minutesOf({ opens, closes, works }: Shift, first: number, end: number): number {
	let days = 0;
	for (let day = first; day < end; day++) if (works(day)) days++;
	return days * (closes - opens);
}
