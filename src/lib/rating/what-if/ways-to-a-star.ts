import type { StepEffort } from '#lib/institution/settings.ts';
import { imagine, offersOf, scoreNow } from '#lib/rating/what-if/what-if.ts';
import type { Standing, Step } from '#lib/rating/model/step.ts';
import type { Offer, Outcome } from '#lib/rating/what-if/what-if.ts';

/** Most steps of a way to the next star. */
const MOST_STEPS = 3;

/** How many ways are shown. */
const MOST_WAYS = 3;

/** A way to more stars, with the weeks that it takes by the institution's settings. */
export type Way = Outcome & { weeks: number };

/** Ways to `goal` (tenths), the least effort first; `goal` null when there are no stars yet, or no more to reach. */
export interface WaysToStar {
	goal: number | null;
	/** whether `goal` is a whole star: when three steps reach none, the next half is looked for */
	whole: boolean;
	ways: Way[];
}

/**
 * The least laborious ways to the next star: combinations of at most three steps, none of which could be left out. When none
 * reaches the next whole star, those to the next half.
 */
export function waysToNextStar(
	standing: Standing,
	effort: StepEffort,
	offers = offersOf(standing),
): WaysToStar {
	const before = scoreNow(standing);
	const goals = nextGoals(before.stars, standing.model.stars.at(-1)!.stars);
	const [nearest = null] = goals;
	if (nearest === null) return { goal: null, whole: true, ways: [] };
	const outcomes = combinations(offers).map((steps) => imagine(standing, steps, before));
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
	return reaching
		.filter(
			({ steps }) =>
				!reaching.some((other) => other.steps.length < steps.length && isPart(other.steps, steps)),
		)
		.map((outcome) => ({ ...outcome, weeks: effortOf(outcome.steps, effort) }))
		.sort((a, b) => a.weeks - b.weeks || a.steps.length - b.steps.length || b.gained - a.gained)
		.slice(0, MOST_WAYS);
}

/** Whether all steps of one way are among those of another. */
function isPart(part: readonly Step[], whole: readonly Step[]): boolean {
	const count = (steps: readonly Step[], key: string) => steps.filter((step) => step.key === key).length;
	return part.every(({ key }) => count(part, key) <= count(whole, key));
}

/** Every choice of one to three steps among those offered, each as often as it can be taken. */
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
	return found.filter((steps) => steps.length > 0);
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
