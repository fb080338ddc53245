import type { BusinessCalendar } from '#lib/institution/calendar.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';

/** What is taken for granted about people and work; minutes are of attention. */
export type Assumptions = {
	/** mean of the first look at a cédula */
	minutes: number;
	/** mean of each later look, when the person has answered */
	minutesAgain: number;
	/** standard deviation of those minutes over their mean */
	spread: number;
	/** part of the cédulas that goes back to the person, from 0 to 1 */
	observed: number;
	/** part of the answered ones that goes back once more */
	observedAgain: number;
	/** mean of the calendar days that a person takes to answer */
	daysToAnswer: number;
	/** hours of a working day that a reviewer gives to reviewing */
	hours: number;
	/** business days of vacation a year of each reviewer, in two periods, never two reviewers at once while that is possible */
	vacation: number;
};

/** What is assumed where nothing was measured: careful guesses, to be replaced by the installation's own times. */
export const ASSUMED: Assumptions = {
	minutes: 12,
	minutesAgain: 6,
	spread: 0.7,
	observed: 0.3,
	observedAgain: 0.1,
	daysToAnswer: 4,
	hours: 6,
	vacation: 20,
};

/** The rules of the institution that the queue obeys (rules.md, "States and moves"). */
export type QueueRules = {
	/** business days to answer, and those aimed at */
	answer: number;
	target: number;
	/** business days that a person has to answer observations */
	correction: number;
	/** local time `HH:MM` */
	cutOff: string;
	calendar: BusinessCalendar;
};

/** More cédulas than usual, as in a campaign: so many over so many business days, in the middle of the period. */
export type Burst = { cases: number; days: number };

/** A question to the simulation. */
export type Scenario = {
	reviewers: number;
	/** cédulas a year, the burst apart */
	perYear: number;
	burst?: Burst | undefined;
	assumptions: Assumptions;
	from: PlainDate;
	/** calendar days whose arrivals are counted */
	days: number;
	/** due dates of the cases that are open on the first day: they keep reviewers busy and are not counted */
	open?: readonly PlainDate[];
};

/** How one simulated period went; shares from 0 to 1, null where nothing arrived. Days are business days without pauses. */
export type PeriodFigures = {
	arrived: number;
	answered: number;
	/** not answered when the simulation ended */
	open: number;
	withinTarget: number | null;
	withinAnswer: number | null;
	meanDays: number | null;
	/** 95 of 100 are answered in so many days or fewer */
	p95Days: number | null;
	/** cases that waited at once, at the worst moment */
	longestQueue: number;
	/** part of the reviewers' hours that was spent reviewing */
	utilisation: number;
};

/** Mean of several simulated periods, and between what nine of ten of them lie. */
export type Range = { mean: number; low: number; high: number };

/** How several simulated periods went. */
export type SimulatedFigures = { [Name in keyof PeriodFigures]: Range | Extract<PeriodFigures[Name], null> };
