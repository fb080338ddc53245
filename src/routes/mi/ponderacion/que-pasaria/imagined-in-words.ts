import { ELEMENT_TITLES, pointsWithUnit } from '#lib/rating/explanation.ts';
import type { ImaginedRating } from '#lib/rating/what-if/imagine-own-rating.server.ts';
import {
	STEP_TITLES,
	comingInWords,
	limitInWords,
	obstacleInWords,
	starsChange,
	stepsInWords,
	weeksInWords,
} from '#lib/rating/model/step-words.ts';
import type { Step } from '#lib/rating/model/step.ts';
import { isOwn } from '#lib/rating/what-if/ways-to-a-star.ts';
import type { Offer, Outcome } from '#lib/rating/what-if/what-if.ts';

type Labels = Readonly<Record<string, string>>;

/** Hours that the form offers for a course, besides those that count at most. */
const COURSE_HOURS = [8, 20, 40];

/** What the page shows of an imagined rating. */
export function imaginedInWords(imagined: ImaginedRating, academicLevels: Labels) {
	const { model, issued, now, offers, own, next, outcome } = imagined;
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
			goesByOwn: next.ways.some((way) => isOwn(way)),
			ways: next.ways.map((way) => ({
				...outcomeInWords(way, academicLevels),
				...ownAndOthers(way.steps, academicLevels),
				takes: way.steps.every((step) => step.own) ? '' : `Suele llevar ${weeksInWords(way.weeks)}.`,
				href: `?${queryOf(way.steps)}#resultado`,
			})),
		},
		courses: own.map(({ step, gained }) => ({
			name: `own.${step.own!.id}`,
			label: step.own!.name,
			hint: `${capital(comingInWords(step.own!))}. Suma ${pointsWithUnit(gained)}.`,
		})),
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
		gained: pointsWithUnit(gained),
		before: { points: before.points, stars: before.stars },
		after: { points: after.points, stars: after.stars },
		change: starsChange(before.stars, after.stars),
	};
}

/** The institution's courses among the steps, each with its place in the agenda, and the other steps. */
function ownAndOthers(steps: readonly Step[], academicLevels: Labels) {
	return {
		own: steps.flatMap(({ own }) =>
			own ? [{ id: own.id, name: own.name, text: comingInWords(own), href: `/cursos#${own.id}` }] : [],
		),
		others: stepsInWords(
			steps.filter((step) => !step.own),
			academicLevels,
		),
	};
}

/** The address of the same steps: their keys and how often, and the courses; nothing about the person. */
function queryOf(steps: readonly Step[]): string {
	const query = new URLSearchParams();
	for (const { key, hours, own } of steps) {
		if (own) {
			query.set(`own.${own.id}`, '1');
			continue;
		}
		query.set(key, String(Number(query.get(key) ?? 0) + 1));
		if (hours) query.set('hours', String(hours));
	}
	return query.toString();
}

function choiceOf(offer: Extract<Offer, { obstacle: null }>, academicLevels: Labels) {
	const { key, step, times, gained } = offer;
	const first = pointsWithUnit(gained);
	return {
		key,
		label: times === 1 ? capital(stepsInWords([step], academicLevels)[0]!) : STEP_TITLES[key],
		hint:
			key === 'course'
				? `Uno de ${step.hours} horas suma ${first}.`
				: `${times === 1 ? 'Suma' : 'Agregar 1 suma'} ${first}.`,
		times,
	};
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function courseHours(most: number): number[] {
	return [...new Set([...COURSE_HOURS, most])].sort((a, b) => a - b);
}
