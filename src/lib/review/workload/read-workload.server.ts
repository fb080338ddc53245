import { authorize, type Principal } from '#lib/access/access.ts';
import { authorizeStaffWork, type Authority } from '#lib/accounts/operator.ts';
import { businessDaysBetween } from '#lib/institution/calendar.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { addDays } from '#lib/institution/plain-date.ts';
import { queueRules } from './queue-rules.server.ts';
import { simulateInThread } from './simulate-in-thread.server.ts';
import type { Assumptions, Scenario, SimulatedFigures } from './simulation.ts';
import {
	attentionTimes,
	countDecided,
	countOpen,
	countPaused,
	countReceived,
	measuredPace,
	reviewerLoads,
	type Since,
} from './workload-store.server.ts';
import {
	ENOUGH_CASES,
	forecastDeadlines,
	lastBusinessDays,
	shareWithin,
	withMeasured,
	workDays,
	type AttentionTimes,
	type DueCount,
	type Forecast,
	type Pace,
	type ReviewerLoad,
	type WorkDay,
} from './workload.ts';

/** Business days that are looked back at, those whose pace is taken for today's, and those that are looked ahead. */
const BACK_DAYS = 30;
const PACE_DAYS = 10;
const AHEAD_DAYS = 10;
const YEAR_DAYS = 365;

/** The outlook simulates so many days, fewer where more cédulas arrive, and so often. */
const OUTLOOK_DAYS = 120;
const OUTLOOK_CASES = 5000;
const OUTLOOK_OPEN = 2000;
const LEAST_DAYS = 30;
const RUNS = 8;

/** How the work of reviewing goes. Times in minutes; shares from 0 to 1, null where nothing was decided. */
export type Workload = {
	days: WorkDay[];
	decided: number;
	withinTarget: number | null;
	withinAnswer: number | null;
	open: number;
	/** waiting for their person, their clock stopped */
	paused: number;
	/** cases answered on a business day, of late */
	perDay: number;
	forecast: Forecast;
	attention: AttentionTimes;
	reviewers: ReviewerLoad[];
	outlook: Outlook;
};

/** A question of the outlook with its answer. */
export type OutlookLine = { reviewers: number; times: number; figures: SimulatedFigures };
/** What the simulation says of today's figures; no lines where nothing arrived or it would have taken too long. */
export type Outlook = { lines: OutlookLine[]; days: number; assumptions: Assumptions; measured: boolean };

/** How the work of reviewing goes and whether its deadlines will hold. It shows nothing of the people it is about. */
export async function readWorkload(principal: Principal | null): Promise<Workload> {
	authorize(principal, 'review.workload');
	const { settings, calendar } = institution();
	const { answer, target } = settings.deadlines;
	const listed = lastBusinessDays(today(), BACK_DAYS, calendar);
	const since: Since = { day: listed[0]!, timeZone: settings.timeZone };
	const [received, decided, open, paused, attention, reviewers, pace] = await Promise.all([
		countReceived(since),
		countDecided(since),
		countOpen(today()),
		countPaused(),
		attentionTimes(since),
		reviewerLoads(since),
		measuredPace(since),
	]);
	const days = workDays(listed, received, decided);
	const perDay = mean(days.slice(-PACE_DAYS).map((day) => day.answered));
	return {
		days,
		decided: sum(decided.map(({ cases }) => cases)),
		withinTarget: shareWithin(target, answer, decided, calendar),
		withinAnswer: shareWithin(answer, answer, decided, calendar),
		open: sum(open.map(({ cases }) => cases)),
		paused,
		perDay,
		forecast: forecastDeadlines(open, perDay, today(), { count: AHEAD_DAYS, calendar }),
		attention,
		reviewers,
		outlook: await outlookOf(days, open, pace, reviewers.filter((each) => each.decided > 0).length),
	};
}

/** What was measured of the assumptions of the simulation, over the last 30 business days. */
export function readPace(by: Authority): Promise<Pace> {
	authorizeStaffWork(by, 'review.workload');
	const { settings, calendar } = institution();
	const [day] = lastBusinessDays(today(), BACK_DAYS, calendar);
	return measuredPace({ day: day!, timeZone: settings.timeZone });
}

/** Today's people, one more, and today's people with twice the cédulas. */
async function outlookOf(
	days: readonly WorkDay[],
	open: readonly DueCount[],
	pace: Pace,
	active: number,
): Promise<Outlook> {
	const assumptions = withMeasured(pace);
	const perBusinessDay = mean(days.map((day) => day.received));
	const simulated = Math.round(OUTLOOK_CASES / Math.max(perBusinessDay, 1));
	const length = Math.min(OUTLOOK_DAYS, Math.max(LEAST_DAYS, simulated));
	const outlook = { lines: [], days: length, assumptions, measured: pace.cases >= ENOUGH_CASES };
	if (perBusinessDay === 0) return outlook;
	const reviewers = Math.max(1, active);
	const asked = [
		{ reviewers, times: 1 },
		{ reviewers: reviewers + 1, times: 1 },
		{ reviewers, times: 2 },
	];
	const scenarios = asked.map((line): Scenario => ({
		reviewers: line.reviewers,
		perYear: perBusinessDay * businessDaysOfYear() * line.times,
		assumptions,
		from: today(),
		days: length,
		open: open.flatMap(({ dueOn, cases }) => Array<string>(cases).fill(dueOn)).slice(0, OUTLOOK_OPEN),
	}));
	const task = { scenarios, rules: queueRules(), runs: { runs: RUNS, seed: today() } };
	const figures = await simulateInThread(task);
	if (!figures) return outlook;
	return { ...outlook, lines: asked.map((line, index) => ({ ...line, figures: figures[index]! })) };
}

/** As many as the year that begins today has. */
function businessDaysOfYear(): number {
	return businessDaysBetween(today(), addDays(today(), YEAR_DAYS), institution().calendar);
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
	return values.length === 0 ? 0 : sum(values) / values.length;
}
