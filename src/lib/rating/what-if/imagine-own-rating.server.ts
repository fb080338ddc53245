import { z } from 'zod';
import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { acceptedClaims } from '#lib/cedula/settle-claims.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { competencyFacts } from '../competency-facts.server.ts';
import { findCurrentRating } from '../current-rating.server.ts';
import type { WeightingModel } from '../model/model.ts';
import { MOST_HOURS, STEP_KEYS, type ComingCourse, type Standing, type Step } from '../model/step.ts';
import { waysToNextStar, type WaysToStar } from './ways-to-a-star.ts';
import { getCurrentModel } from '../model/weighting-models.server.ts';
import {
	imagine,
	offersOf,
	ownOffersOf,
	scoreNow,
	type Offer,
	type OpenOffer,
	type Outcome,
} from './what-if.ts';

const times = z.coerce.number().int().min(0).max(9).catch(0);

/**
 * How often each step is taken, the hours of each course, and the ids of coming courses; what is no number counts as none.
 */
const Plan = z.object({
	...(Object.fromEntries(STEP_KEYS.map((key) => [key, times])) as Record<
		(typeof STEP_KEYS)[number],
		typeof times
	>),
	hours: z.coerce.number().int().min(1).max(MOST_HOURS).optional().catch(undefined),
	own: z.array(z.string()).default([]),
});
type Plan = z.infer<typeof Plan>;

/** What a person's rating would be after some steps, by the model in force and what they have accepted today. */
export type ImaginedRating = {
	model: WeightingModel;
	/** the dictamen that holds; hundredths and tenths */
	issued: { points: number; stars: number | null; model: string };
	now: { points: number; stars: number | null };
	offers: Offer[];
	/** coming courses of the institution that would add something */
	own: OpenOffer[];
	next: WaysToStar;
	/** what the steps asked for would change; null when none was */
	outcome: Outcome | null;
};

/**
 * What the person who asks would gain by the steps of `input` (counts by {@link STEP_KEYS}, `hours` of a course, ids of `own`
 * courses), and the least laborious ways to their next star; null before there is a dictamen. Nothing is written: only what is
 * validated counts.
 * @param coming the institution's coming courses, the nearest first
 */
export async function imagineOwnRating(
	principal: Principal | null,
	input: unknown,
	coming: readonly ComingCourse[] = [],
): Promise<ImaginedRating | null> {
	const owner = authorizeOwner(principal, 'rating.own');
	const plan = parse(Plan, input);
	const issued = await findCurrentRating(db(), owner.profileId);
	if (!issued) return null;
	const [claims, model] = await Promise.all([acceptedClaims(db(), owner.profileId), getCurrentModel(db())]);
	const { identityAttested } = issued;
	const standing: Standing = {
		input: { claims, identityAttested, competencies: competencyFacts() },
		model,
		ratingDate: today(),
	};
	const { points, stars } = scoreNow(standing);
	const offers = offersOf(standing);
	const own = ownOffersOf(standing, coming);
	const steps = [...ownStepsOf(plan, own), ...stepsOf(plan, offers)];
	return {
		model,
		issued: { points: issued.points, stars: issued.stars, model: issued.model },
		now: { points, stars },
		offers,
		own,
		next: waysToNextStar(standing, institution().settings.effort, offers, own),
		outcome: steps.length > 0 ? imagine(standing, steps) : null,
	};
}

/** The coming courses of a plan that would add something. */
function ownStepsOf({ own: ids }: Plan, own: readonly OpenOffer[]): Step[] {
	return own.flatMap(({ step }) => (ids.includes(step.own!.id) ? [step] : []));
}

/** The steps of a plan that this person can take, each as often as it can be. */
function stepsOf(plan: Plan, offers: readonly Offer[]): Step[] {
	return offers.flatMap((offer) => {
		if (offer.obstacle !== null) return [];
		const step = offer.key === 'course' && plan.hours ? { ...offer.step, hours: plan.hours } : offer.step;
		return Array.from({ length: Math.min(plan[offer.key], offer.times) }, () => step);
	});
}
