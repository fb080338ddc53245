import { ELEMENT_TITLES } from '#lib/rating/explanation.ts';
import type { ImaginedRating } from '#lib/rating/what-if/imagine-own-rating.server.ts';
import {
	STEP_TITLES,
	limitInWords,
	obstacleInWords,
	starsChange,
	stepsInWords,
	weeksInWords,
} from '#lib/rating/model/step-words.ts';
import type { Step } from '#lib/rating/model/step.ts';
import type { Offer, Outcome } from '#lib/rating/what-if/what-if.ts';
import { pointsText } from '#lib/ui/figures.ts';

type Labels = Readonly<Record<string, string>>;

/** Hours that the form offers for a course, besides those that count at most. */
const COURSE_HOURS = [8, 20, 40];

/** What the page shows of an imagined rating. */
export function imaginedInWords(imagined: ImaginedRating, academicLevels: Labels) {
	const { model, issued, now, offers, next, outcome } = imagined;
	const open = offers.filter((offer) => offer.obstacle === null);
	return {
		now,
		sameAsIssued:
			issued.points === now.points && issued.stars === now.stars && issued.model === model.version,
		issued,
		modelTitle: model.title,
		windowMonths: model.training.windowMonths,
		next: {
			goal: next.goal,
			whole: next.whole,
			goalText: next.goal === null ? '' : goalText(next.goal),
			ways: next.ways.map((way) => ({
				...outcomeInWords(way, academicLevels),
				weeks: weeksInWords(way.weeks),
				href: `?${queryOf(way.steps)}#resultado`,
			})),
		},
		choices: open.map((offer) => choiceOf(offer, academicLevels)),
		hours: courseHours(model.training.courses.maxHoursPerCourse),
		obstacles: offers.flatMap((offer) =>
			offer.obstacle === null ? [] : [obstacleInWords(offer.key, offer.obstacle)],
		),
		outcome: outcome && {
			...outcomeInWords(outcome, academicLevels),
			limits: outcome.limits.map((limit) => limitInWords(limit, model)),
			elements: outcome.after.elements.map(({ key, points, cap }, i) => ({
				key,
				title: ELEMENT_TITLES[key],
				before: outcome.before.elements[i]!.points,
				after: points,
				cap,
			})),
		},
	};
}

function goalText(goal: number): string {
	const whole = goal % 10 === 0;
	return whole ? `${goal / 10} estrellas` : `${(goal / 10).toFixed(1)} estrellas`;
}

function outcomeInWords({ steps, before, after, gained }: Outcome, academicLevels: Labels) {
	return {
		steps: stepsInWords(steps, academicLevels),
		gained,
		before: { points: before.points, stars: before.stars },
		after: { points: after.points, stars: after.stars },
		change: starsChange(before.stars, after.stars),
	};
}

/** The address of the same steps: their keys and how often, nothing about the person. */
function queryOf(steps: readonly Step[]): string {
	const query = new URLSearchParams();
	for (const { key, hours } of steps) {
		query.set(key, String(Number(query.get(key) ?? 0) + 1));
		if (hours) query.set('hours', String(hours));
	}
	return query.toString();
}

function choiceOf(offer: Extract<Offer, { obstacle: null }>, academicLevels: Labels) {
	const { key, step, times, gained } = offer;
	const first = pointsText(gained);
	return {
		key,
		label: times === 1 ? capital(stepsInWords([step], academicLevels)[0]!) : STEP_TITLES[key],
		hint:
			key === 'course'
				? `Uno de ${step.hours} horas suma ${first} puntos.`
				: `${times === 1 ? 'Suma' : 'Agregar 1 suma'} ${first} puntos.`,
		times,
	};
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function courseHours(most: number): number[] {
	return [...new Set([...COURSE_HOURS, most])].sort((a, b) => a - b);
}
