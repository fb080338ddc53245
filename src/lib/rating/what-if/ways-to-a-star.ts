import type { PlainDate } from '#lib/institution/plain-date.ts';
import type { StepEffort } from '#lib/institution/settings.ts';
import { imagine, offersOf, scoreNow } from '#lib/rating/what-if/what-if.ts';
import type { Standing, Step } from '#lib/rating/model/step.ts';
import type { Offer, OpenOffer, Outcome } from '#lib/rating/what-if/what-if.ts';

/** Most steps of a way to the next star. */
const MOST_STEPS = 3;

/** How many ways are shown, and how many before them that go by the institution's own courses. */
const MOST_WAYS = 3;

/** How many of the institution's coming courses are combined, the nearest first: each one multiplies the ways to try. */
const MOST_OWN = 6;

/** A way to more stars, with the weeks that it takes by the institution's settings. */
export type Way = Outcome & { weeks: number };

/**
 * Ways to `goal` (tenths): first those that go by a coming course of the institution, then the others, of each the least
 * effort first; `goal` null when there are no stars yet, or no more to reach.
 */
export interface WaysToStar {
	goal: number | null;
	/** whether `goal` is a whole star: when three steps reach none, the next half is looked for */
	whole: boolean;
	ways: Way[];
}

/**
 * The least laborious ways to the next star: combinations of at most three steps, none of which could be left out. When none
 * reaches the next whole star, those to the next half.
 * @param own the institution's coming courses that add something, the nearest first
 */
export function waysToNextStar(
	standing: Standing,
	effort: StepEffort,
	offers = offersOf(standing),
	own: readonly OpenOffer[] = [],
): WaysToStar {
	const before = scoreNow(standing);
	const goals = nextGoals(before.stars, standing.model.stars.at(-1)!.stars);
	const [nearest = null] = goals;
	if (nearest === null) return { goal: null, whole: true, ways: [] };
	const outcomes = combinations([...own.slice(0, MOST_OWN), ...offers]).map((steps) =>
		imagine(standing, steps, before),
	);
	for (const goal of goals) {
		const ways = cheapest(outcomes, goal, effort);
		if (ways.length > 0) return { goal, whole: goal % 10 === 0, ways };
	}
	return { goal: nearest, whole: nearest % 10 === 0, ways: [] };
}

/** The next whole star and the half before it, as far as the model gives them. */
function nextGoals(stars: number | null, highest: number): number[] {
	if (stars === null) return [];
	const [whole, half] = [10, 5].map((part) => (Math.floor(stars / part) + 1) * part) as [number, number];
	return [...new Set([whole, half])].filter((goal) => goal <= highest);
}

function cheapest(outcomes: readonly Outcome[], goal: number, effort: StepEffort): Way[] {
	const reaching = outcomes.filter(({ after }) => (after.stars ?? 0) >= goal);
	const ways = reaching
		.filter(
			({ steps }) =>
				!reaching.some((other) => other.steps.length < steps.length && isPart(other.steps, steps)),
		)
		.map((outcome) => ({ ...outcome, weeks: effortOf(outcome.steps, effort) }))
		.sort(
			(a, b) =>
				a.weeks - b.weeks ||
				a.steps.length - b.steps.length ||
				b.gained - a.gained ||
				lastDayOf(a.steps).localeCompare(lastDayOf(b.steps)),
		);
	const [own, others] = [ways.filter(isOwn), ways.filter((way) => !isOwn(way))];
	return [...own.slice(0, MOST_WAYS), ...others.slice(0, MOST_WAYS)];
}

/** Whether a way goes by a coming course of the institution. */
export function isOwn({ steps }: Pick<Outcome, 'steps'>): boolean {
	return steps.some(({ own }) => own !== undefined);
}

/** The day on which the last of the coming courses among the steps ends; '' without one. */
function lastDayOf(steps: readonly Step[]): PlainDate {
	return steps.reduce((latest, { own }) => (own && own.endsOn > latest ? own.endsOn : latest), '');
}

/** Whether all steps of one way are among those of another. */
function isPart(part: readonly Step[], whole: readonly Step[]): boolean {
	const sameAs = (one: Step) => (other: Step) => one.key === other.key && one.own?.id === other.own?.id;
	return part.every((step) => part.filter(sameAs(step)).length <= whole.filter(sameAs(step)).length);
}

/** Every choice of one to three steps among those offered, each as often as it can be taken; no two courses on the same days. */
function combinations(offers: readonly Offer[]): Step[][] {
	const open = offers.filter((offer) => offer.obstacle === null);
	let found: Step[][] = [[]];
	for (const { step, times } of open) {
		found = found.flatMap((steps) =>
			Array.from({ length: Math.min(times, MOST_STEPS - steps.length) + 1 }, (_, count) => [
				...steps,
				...Array.from({ length: count }, () => step),
			]),
		);
	}
	return found.filter((steps) => steps.length > 0 && !overlap(steps));
}

/** Whether two coming courses among the steps share a day: nobody can be in both. */
function overlap(steps: readonly Step[]): boolean {
	const taken = steps.flatMap(({ own }) => own ?? []);
	return taken.some((one, i) =>
		taken.slice(i + 1).some((other) => one.beginsOn <= other.endsOn && other.beginsOn <= one.endsOn),
	);
}

/** Weeks that steps take one after the other; a level of studies that the settings do not name takes as long as the longest. */
export function effortOf(steps: readonly Step[], effort: StepEffort): number {
	return steps.reduce((weeks, step) => weeks + weeksOf(step, effort), 0);
}

function weeksOf({ key, hours = 0, level = '' }: Step, effort: StepEffort): number {
	if (key === 'finance') return effort.financeCertificateWeeks;
	if (key === 'transversal') return effort.transversalCertificateWeeks;
	if (key === 'course') return Math.ceil(hours / effort.courseHoursPerWeek);
	if (key === 'conference') return effort.conferenceWeeks;
	if (key === 'instruction') return effort.instructionWeeks;
	if (key === 'year') return effort.yearInPostWeeks;
	const { degreeWeeks } = effort;
	return Object.hasOwn(degreeWeeks, level) ? degreeWeeks[level]! : Math.max(0, ...Object.values(degreeWeeks));
}
