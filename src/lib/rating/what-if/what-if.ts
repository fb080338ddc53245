import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import type { ElementScore, Score } from '#lib/rating/breakdown.ts';
import type { CriterionKey, ElementKey } from '#lib/rating/model/model.ts';
import { scoreProfile } from '#lib/rating/score.ts';
import { HYPOTHETICAL, imaginedClaims, ownStep, stepRoom } from '#lib/rating/what-if/imagined-claims.ts';
import type { Obstacle } from '#lib/rating/what-if/imagined-claims.ts';
import { STEP_KEYS } from '#lib/rating/model/step.ts';
import type { ComingCourse, Standing, Step, StepKey } from '#lib/rating/model/step.ts';

/** A highest number of points that kept some of a step from counting. */
export type Limit =
	{ kind: 'criterion'; key: CriterionKey } | { kind: 'element'; key: ElementKey } | { kind: 'hours' };

/** What steps would change: `gained` in hundredths, never negative; the rest as the engine says. */
export interface Outcome {
	steps: Step[];
	before: Score;
	after: Score;
	gained: number;
	limits: Limit[];
}

/** A kind of step for this person: how often it can be taken and what it gains alone, or why it is not offered. */
export type Offer = OpenOffer | { key: StepKey; obstacle: Obstacle | 'at_cap' };

/** A step that this person can take. */
export interface OpenOffer {
	key: StepKey;
	step: Step;
	times: number;
	gained: number;
	obstacle: null;
}

/** What the person's accepted claims are worth now. */
export function scoreNow({ input, model, ratingDate }: Standing): Score {
	return scoreProfile(input, model, ratingDate);
}

/** What these steps would change, by the same engine that issues ratings; everything else stays as it is today. */
export function imagine(standing: Standing, steps: Step[], before = scoreNow(standing)): Outcome {
	const { model, ratingDate } = standing;
	const claims = imaginedClaims(standing, steps, before);
	const after = scoreProfile({ ...standing.input, claims }, model, ratingDate);
	const touched = touchedClaims(claims, steps);
	const limits = after.elements.flatMap((element, i) =>
		limitsOf(element, before.elements[i]!, (id) => touched.has(id)),
	);
	return { steps, before, after, gained: after.points - before.points, limits };
}

function touchedClaims(claims: readonly AcceptedClaim[], steps: readonly Step[]): Set<string> {
	const moved = steps.some(({ key }) => key === 'year');
	return new Set(
		claims
			.filter(({ id, kind }) => id.startsWith(HYPOTHETICAL) || (moved && kind === 'experience'))
			.map(({ id }) => id),
	);
}

function limitsOf(after: ElementScore, before: ElementScore, isTouched: (id: string) => boolean): Limit[] {
	const limits = after.criteria.flatMap(({ key, claims }): Limit[] => {
		const touched = claims.filter(({ claimId }) => isTouched(claimId));
		if (touched.length === 0) return [];
		const hours: Limit[] = touched.some(({ reason }) => reason === 'hours_cap') ? [{ kind: 'hours' }] : [];
		const full = claims.some(({ reason }) => reason === 'over_cap');
		return full ? [...hours, { kind: 'criterion', key }] : hours;
	});
	const cut = sumOfCriteria(after) > after.points && sumOfCriteria(after) > sumOfCriteria(before);
	return cut ? [...limits, { kind: 'element', key: after.key }] : limits;
}

function sumOfCriteria({ criteria }: ElementScore): number {
	return criteria.reduce((total, { points }) => total + points, 0);
}

/** Each kind of step for this person, in the order of {@link STEP_KEYS}; a course has the hours that count at most. */
export function offersOf(standing: Standing): Offer[] {
	const before = scoreNow(standing);
	return STEP_KEYS.map((key): Offer => {
		const room = stepRoom(standing, key, before);
		if (room.obstacle !== null) return { key, obstacle: room.obstacle };
		const { step, times } = room;
		const { gained } = imagine(standing, [step], before);
		return gained > 0 ? { key, step, times, gained, obstacle: null } : { key, obstacle: 'at_cap' };
	});
}

/** The institution's coming courses that would add something for this person, in the order in which they come. */
export function ownOffersOf(standing: Standing, coming: readonly ComingCourse[]): OpenOffer[] {
	if (coming.length === 0) return [];
	const before = scoreNow(standing);
	return coming.flatMap((course): OpenOffer[] => {
		const step = ownStep(course, standing.model);
		const gained = step ? imagine(standing, [step], before).gained : 0;
		return step && gained > 0 ? [{ key: step.key, step, times: 1, gained, obstacle: null }] : [];
	});
}
