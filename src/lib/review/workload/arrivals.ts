import { addBusinessDays, isBusinessDay, type BusinessCalendar } from '#lib/institution/calendar.ts';
import { addDays, fromEpochDay, toEpochDay } from '#lib/institution/plain-date.ts';
import type { Draws } from './draws.ts';
import type { Scenario } from './simulation.ts';

/** Minutes of a day. */
export const DAY_MINUTES = 1440;
/** What is sent on a day off, of what is sent on a business day. */
const DAY_OFF_SHARE = 0.15;
const YEAR_DAYS = 365;

/** How much is sent in each hour of a day, from midnight on: mostly in office hours, a fifth after the cut-off. */
const BY_HOUR = [0, 0, 0, 0, 0, 0, 1, 2, 4, 12, 18, 20, 18, 16, 12, 12, 14, 14, 9, 8, 8, 7, 5, 2];
const ALL_HOURS = BY_HOUR.reduce((sum, weight) => sum + weight, 0);

/** What an arrival needs to know of a scenario. */
export type Demand = Pick<Scenario, 'perYear' | 'burst' | 'from' | 'days'>;

/**
 * When cédulas are sent, in local minutes since 1970, ascending: as many as chance gives on each day, fewer on days off.
 * They go on after the period for `extraDays`, so that its last cases are answered among others.
 */
export function arrivals(
	demand: Demand,
	extraDays: number,
	calendar: BusinessCalendar,
	chance: Draws,
): number[] {
	const first = toEpochDay(demand.from);
	const last = first + demand.days + extraDays;
	const perWeight = demand.perYear / weightOf(first, first + YEAR_DAYS, calendar);
	const extra = burstDays(demand, calendar);
	const instants: number[] = [];
	for (let day = first; day < last; day++) {
		const mean = perWeight * dayWeight(day, calendar) + (extra.get(day) ?? 0);
		const sent = Array.from({ length: chance.count(mean) }, () => minuteOfDay(chance));
		for (const minute of sent.sort((a, b) => a - b)) instants.push(day * DAY_MINUTES + minute);
	}
	return instants;
}

function dayWeight(day: number, calendar: BusinessCalendar): number {
	return isBusinessDay(fromEpochDay(day), calendar) ? 1 : DAY_OFF_SHARE;
}

function weightOf(first: number, end: number, calendar: BusinessCalendar): number {
	let weight = 0;
	for (let day = first; day < end; day++) weight += dayWeight(day, calendar);
	return weight;
}

/** Mean of the additional cédulas of each day of a burst. */
function burstDays({ burst, from, days }: Demand, calendar: BusinessCalendar): Map<number, number> {
	if (!burst) return new Map();
	const before = addDays(from, Math.floor(days / 2) - 1);
	return new Map(
		Array.from({ length: burst.days }, (_, index) => [
			toEpochDay(addBusinessDays(before, index + 1, calendar)),
			burst.cases / burst.days,
		]),
	);
}

function minuteOfDay(chance: Draws): number {
	let left = chance.unit() * ALL_HOURS;
	const hour = BY_HOUR.findIndex((weight) => (left -= weight) < 0);
	return (hour + chance.unit()) * 60;
}
