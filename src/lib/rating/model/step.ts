import type { WeightingModel } from '#lib/rating/model/model.ts';
import type { ScoreInput } from '#lib/rating/score.ts';

/** Steps that somebody can take towards more points. */
export const STEP_KEYS = [
	'finance',
	'transversal',
	'course',
	'conference',
	'instruction',
	'degree',
	'year',
] as const;
export type StepKey = (typeof STEP_KEYS)[number];

/**
 * One step: a certificate of a finance or transversal standard not held yet, a finance course (`hours`), a conference, an
 * activity as instructor, the next level of studies in the same field (`level`), or a year more in the present posts.
 */
export type Step = { key: StepKey; hours?: number; level?: string };

/** What a person has accepted, and the model and day ('YYYY-MM-DD') by which it is rated. */
export interface Standing {
	input: ScoreInput;
	model: WeightingModel;
	ratingDate: string;
}

/** Most hours of one course that somebody may ask about. */
export const MOST_HOURS = 999;
