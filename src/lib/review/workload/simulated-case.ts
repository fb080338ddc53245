import { toEpochDay } from '#lib/institution/plain-date.ts';
import { arrivals, DAY_MINUTES } from './arrivals.ts';
import { draws, type Draws } from './draws.ts';
import type { Assumptions, QueueRules, Scenario } from './simulation.ts';

/** One look at a case: minutes of attention, and after how many the person answers; null when it ends in a decision. */
export type Look = { minutes: number; answeredAfter: number | null };

/** A case with all that chance decides about it, so that other reviewers get the same cases. */
export type SimulatedCase = {
	/** when it is sent, in local minutes since 1970 */
	at: number;
	looks: Look[];
	/** epoch day, of a case that has been open before the period */
	dueOn?: number;
	/** whether its figures count */
	counted: boolean;
};

/** Days simulated beyond the period, so that its last cases come to an end among others. */
export const EXTRA_DAYS = 45;

/** The cases of one period: the same for the same seed, whoever reviews them. */
export function simulatedCases(scenario: Scenario, rules: QueueRules, seed: string): SimulatedCase[] {
	const { assumptions, from, days, open = [] } = scenario;
	const first = toEpochDay(from);
	const whenSent = arrivals(scenario, EXTRA_DAYS, rules.calendar, draws(`${seed}/arrivals`));
	const chance = draws(`${seed}/cases`);
	const waiting = open.map((dueOn): SimulatedCase => ({
		at: first * DAY_MINUTES,
		looks: looks(assumptions, chance),
		dueOn: toEpochDay(dueOn),
		counted: false,
	}));
	const sent = whenSent.map((at): SimulatedCase => ({
		at,
		looks: looks(assumptions, chance),
		counted: at < (first + days) * DAY_MINUTES,
	}));
	return [...waiting, ...sent];
}

/** At most twice observed. All draws are made for every case, so that one assumption does not shift the others. */
function looks(assumed: Assumptions, chance: Draws): Look[] {
	const { minutes, minutesAgain, spread, daysToAnswer } = assumed;
	const times = [minutes, minutesAgain, minutesAgain].map((mean) => chance.duration(mean, spread));
	const answers = [0, 1].map(() => chance.exponential(daysToAnswer * DAY_MINUTES));
	const observed = chance.chance(assumed.observed);
	const again = chance.chance(assumed.observedAgain) && observed;
	const count = observed ? (again ? 3 : 2) : 1;
	return times.slice(0, count).map((time, index) => ({
		minutes: time,
		answeredAfter: index < count - 1 ? answers[index]! : null,
	}));
}
