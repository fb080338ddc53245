import {
	addBusinessDays,
	businessDaysBetween,
	isBusinessDay,
	type BusinessCalendar,
} from '#lib/institution/calendar.ts';
import { addDays, type PlainDate } from '#lib/institution/plain-date.ts';
import { ASSUMED, type Assumptions } from './simulation.ts';

/** Decided cases by day and by due date; the due date moves with the pauses, so that what is left tells the days taken. */
export type DecidedCount = { decidedOn: PlainDate; dueOn: PlainDate; cases: number };
/** Open cases by due date. */
export type DueCount = { dueOn: PlainDate; cases: number };
/** Minutes that reviewers had a case open; null where none was measured. */
export type AttentionTimes = { cases: number; medianMinutes: number | null; p90Minutes: number | null };
/** What a reviewer did; minutes of a sitting, hours of all. */
export type ReviewerLoad = {
	name: string;
	decided: number;
	returned: number;
	givenBack: number;
	medianMinutes: number;
	hours: number;
};
/** What was measured of what the simulation assumes; null where there is nothing to measure. */
export type Pace = {
	cases: number;
} & { [Name in 'minutes' | 'minutesAgain' | 'spread' | 'observed' | 'observedAgain']: number | null };

/** A business day of the institution. */
export type WorkDay = { day: PlainDate; received: number; answered: number };

/** The last business days up to `today` (itself, or the one before it when it is a day off), the oldest first. */
export function lastBusinessDays(today: PlainDate, count: number, calendar: BusinessCalendar): PlainDate[] {
	const days: PlainDate[] = [];
	for (let day = today; days.length < count; day = addDays(day, -1))
		if (isBusinessDay(day, calendar)) days.unshift(day);
	return days;
}

/** What came and what was answered on each business day; what was answered on a day off belongs to the one before it. */
export function workDays(
	days: readonly PlainDate[],
	received: readonly { day: PlainDate; cases: number }[],
	decided: readonly DecidedCount[],
): WorkDay[] {
	const sum = (of: readonly { on: PlainDate; cases: number }[], from: PlainDate, before?: PlainDate) =>
		of
			.filter(({ on }) => on >= from && (before === undefined || on < before))
			.reduce((total, { cases }) => total + cases, 0);
	const came = received.map(({ day, cases }) => ({ on: day, cases }));
	const left = decided.map(({ decidedOn, cases }) => ({ on: decidedOn, cases }));
	return days.map((day, index) => ({
		day,
		received: came.find(({ on }) => on === day)?.cases ?? 0,
		answered: sum(left, day, days[index + 1]),
	}));
}

/**
 * Part of the decided cases that took so many business days or fewer, pauses left out; null where none was decided.
 * @param answer business days of the term, from which what was left is taken
 */
export function shareWithin(
	days: number,
	answer: number,
	decided: readonly DecidedCount[],
	calendar: BusinessCalendar,
): number | null {
	const all = decided.reduce((sum, { cases }) => sum + cases, 0);
	const within = decided
		.filter(({ decidedOn, dueOn }) => answer - businessDaysBetween(decidedOn, dueOn, calendar) <= days)
		.reduce((sum, { cases }) => sum + cases, 0);
	return all === 0 ? null : within / all;
}

/** What falls due on a business day, and how much of it can no longer be answered in time at a pace. */
export type ForecastDay = { day: PlainDate; due: number; late: number };

/** What falls due soon. `overdue` is late already; `late` will be, at this pace, of all that is open. */
export type Forecast = { overdue: number; late: number; days: ForecastDay[]; laterDue: number };

/**
 * Whether what is open can be answered in time at a pace, in order of due date, from today on; what still arrives falls
 * due later and is left out.
 * @param perDay cases answered on a business day
 * @param count how many business days are listed, today or the next one included
 */
export function forecastDeadlines(
	open: readonly DueCount[],
	perDay: number,
	today: PlainDate,
	{ count, calendar }: { count: number; calendar: BusinessCalendar },
): Forecast {
	const first = isBusinessDay(today, calendar) ? today : addBusinessDays(today, 1, calendar);
	const overdue = total(open.filter(({ dueOn }) => dueOn < today));
	let before = overdue;
	const days = Array.from({ length: count }, (_, index): ForecastDay => {
		const day = addBusinessDays(first, index, calendar);
		const previous = index === 0 ? addDays(today, -1) : addBusinessDays(first, index - 1, calendar);
		const due = total(open.filter(({ dueOn }) => dueOn > previous && dueOn <= day));
		const room = Math.floor(perDay * (index + 1) + 1e-9);
		const late = Math.min(due, Math.max(0, before + due - room));
		before += due;
		return { day, due, late };
	});
	const late = days.reduce((sum, day) => sum + day.late, 0);
	return { overdue, late, days, laterDue: total(open) - before };
}

function total(counts: readonly { cases: number }[]): number {
	return counts.reduce((sum, { cases }) => sum + cases, 0);
}

/** Cases from which on what was measured is worth more than what is assumed. */
export const ENOUGH_CASES = 20;

/** The assumptions of the simulation with what was measured in their place; as they are while that is too little. */
export function withMeasured(pace: Pace, assumed: Assumptions = ASSUMED): Assumptions {
	if (pace.cases < ENOUGH_CASES) return assumed;
	const measured = Object.entries(pace).filter(([name, value]) => name !== 'cases' && value !== null);
	return { ...assumed, ...Object.fromEntries(measured) };
}
