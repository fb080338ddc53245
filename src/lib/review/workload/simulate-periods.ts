import { toEpochDay } from '#lib/institution/plain-date.ts';
import { minutesOf, shiftsOf } from './shift.ts';
import { simulateQueue } from './simulate-queue.ts';
import { EXTRA_DAYS, simulatedCases, type SimulatedCase } from './simulated-case.ts';
import type { PeriodFigures, QueueRules, Range, Scenario, SimulatedFigures } from './simulation.ts';

/** How often a question is simulated, and from which seed. */
export type Runs = { runs: number; seed: string };

/** Part of the simulated periods that lies below and above the interval. */
const TAIL = 0.05;

/**
 * Simulates a scenario several times, each with other chance, one period after the other: between them other work can be
 * done. The same seed gives the same cases to any number of reviewers.
 */
export function* simulatePeriods(
	scenario: Scenario,
	rules: QueueRules,
	{ runs, seed }: Runs,
): Generator<PeriodFigures> {
	for (let run = 0; run < runs; run++) yield simulatePeriod(scenario, rules, `${seed}/${run}`);
}

/** Simulates one period. */
export function simulatePeriod(scenario: Scenario, rules: QueueRules, seed: string): PeriodFigures {
	const first = toEpochDay(scenario.from);
	const end = first + scenario.days + EXTRA_DAYS;
	const cases = simulatedCases(scenario, rules, seed);
	const shifts = shiftsOf(scenario, rules.calendar, end);
	const { daysTaken, longestQueue, busyMinutes } = simulateQueue(cases, shifts, rules, end - 1);
	const available = shifts.reduce((sum, shift) => sum + minutesOf(shift, first, end), 0);
	return {
		...outcomes(cases, daysTaken, rules),
		longestQueue,
		utilisation: available === 0 ? 0 : Math.min(1, busyMinutes / available),
	};
}

function outcomes(
	cases: readonly SimulatedCase[],
	daysTaken: readonly (number | null)[],
	{ target, answer }: QueueRules,
): Omit<PeriodFigures, 'longestQueue' | 'utilisation'> {
	const counted = daysTaken.filter((_, index) => cases[index]!.counted);
	const taken = counted.filter((days) => days !== null).sort((a, b) => a - b);
	const within = (days: number) =>
		counted.length === 0 ? null : taken.filter((each) => each <= days).length / counted.length;
	return {
		arrived: counted.length,
		answered: taken.length,
		open: counted.length - taken.length,
		withinTarget: within(target),
		withinAnswer: within(answer),
		meanDays: taken.length === 0 ? null : taken.reduce((sum, days) => sum + days, 0) / taken.length,
		p95Days: taken[Math.ceil(taken.length * 0.95) - 1] ?? null,
	};
}

/** Mean and interval of each figure over the simulated periods; null where none of them has it. */
export function summarise(periods: readonly PeriodFigures[]): SimulatedFigures {
	const range = (name: keyof PeriodFigures) =>
		rangeOf(periods.map((period) => period[name]).filter((value) => value !== null));
	return {
		arrived: range('arrived')!,
		answered: range('answered')!,
		open: range('open')!,
		longestQueue: range('longestQueue')!,
		utilisation: range('utilisation')!,
		withinTarget: range('withinTarget'),
		withinAnswer: range('withinAnswer'),
		meanDays: range('meanDays'),
		p95Days: range('p95Days'),
	};
}

function rangeOf(values: readonly number[]): Range | null {
	if (values.length === 0) return null;
	const sorted = values.toSorted((a, b) => a - b);
	const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))]!;
	return {
		mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
		low: at(TAIL),
		high: at(1 - TAIL),
	};
}
