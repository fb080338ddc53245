import type { PlainDate } from '#lib/institution/plain-date.ts';
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

/** A course or conference that the institution has announced: what a training claim would say of it, and its days. */
export interface ComingCourse {
	id: string;
	name: string;
	type: 'COURSE' | 'DIPLOMA' | 'CONFERENCE';
	theme: string;
	hours: number;
	beginsOn: PlainDate;
	endsOn: PlainDate;
}

/**
 * One step: a certificate of a finance or transversal standard not held yet, a finance course (`hours`), a conference, an
 * activity as instructor, the next level of studies in the same field (`level`), or a year more in the present posts.
 * `own`: the course or conference is this one of the institution's.
 */
export type Step = { key: StepKey; hours?: number; level?: string; own?: ComingCourse };

/** What a person has accepted, and the model and day ('YYYY-MM-DD') by which it is rated. */
export interface Standing {
	input: ScoreInput;
	model: WeightingModel;
	ratingDate: string;
}

/** Most hours of one course that somebody may ask about. */
export const MOST_HOURS = 999;
