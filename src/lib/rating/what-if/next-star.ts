import type { Step } from '#lib/rating/model/step.ts';
import type { ImaginedRating } from './imagine-own-rating.server.ts';

/**
 * What `GET /me/rating/what-if` answers: what is accepted is worth today, the `goal` (tenths, null when there is none), the ways
 * to it and each step by itself with what it `gains`; points in hundredths, stars in tenths.
 */
export function nextStarOf({ model, now, next, own, offers }: ImaginedRating) {
	const open = offers.filter((offer) => offer.obstacle === null);
	return {
		...now,
		model: model.version,
		goal: next.goal,
		ways: next.ways.map(({ steps, gained, after, weeks }) => ({
			gains: gained,
			stars: after.stars,
			weeks,
			steps: steps.map(stepAsData),
		})),
		steps: [...own, ...open].map(({ step, times, gained }) => ({
			...stepAsData(step),
			times,
			gains: gained,
		})),
	};
}

/** `kind` is one of the kinds of steps of the what-if; `course` a coming one of the institution. */
function stepAsData({ key, hours, level, own }: Step) {
	if (!own) return { kind: key, hours, level };
	const { id, name, type, theme, beginsOn, endsOn } = own;
	return { kind: key, hours: own.hours, course: { id, name, type, theme, beginsOn, endsOn } };
}
