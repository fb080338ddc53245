import { claimField, claimText } from '#lib/rating/accepted-claim.ts';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import type { ClaimReason, Score } from '#lib/rating/breakdown.ts';
import { readPosts } from '#lib/rating/experience.ts';
import type { WeightingModel } from '#lib/rating/model/model.ts';
import { monthOf } from '#lib/rating/months.ts';
import type { ComingCourse, Standing, Step, StepKey } from '#lib/rating/model/step.ts';

/** How the id of a claim begins that nobody has. */
export const HYPOTHETICAL = 'hypothetical:';

/** Why a step cannot be taken. */
export type Obstacle = 'no_present_post' | 'no_studies' | 'highest_level' | 'every_standard';

/** Months of the step `year`. */
const YEAR = 12;

/** Most times that a step without another limit is taken at once. */
const MOST_TIMES = 3;

type Room = { step: Step; times: number; obstacle: null } | { obstacle: Obstacle };

/** How often a step can be taken by this person, or what stands in its way. */
export function stepRoom(standing: Standing, key: StepKey, before: Score): Room {
	const { model } = standing;
	const times = (count: number, step: Step = { key }): Room => ({ step, times: count, obstacle: null });
	if (key === 'finance' || key === 'transversal') {
		const free = freeStandards(standing, key, before).length;
		return free === 0 ? { obstacle: 'every_standard' } : times(Math.min(free, MOST_TIMES));
	}
	if (key === 'degree') {
		const highest = highestStudies(standing);
		if (highest === null) return { obstacle: 'no_studies' };
		const next = model.academic.levels[highest.rank + 1];
		return next ? times(1, { key, level: next.level }) : { obstacle: 'highest_level' };
	}
	if (key === 'year') return hasPresentPost(standing) ? times(1) : { obstacle: 'no_present_post' };
	if (key === 'course') return times(MOST_TIMES, { key, hours: model.training.courses.maxHoursPerCourse });
	return times(MOST_TIMES);
}

/** An announced course as a step of the kind for which the model counts it; null when it counts as none. */
export function ownStep(own: ComingCourse, { training }: WeightingModel): Step | null {
	const rules = {
		course: training.courses,
		conference: training.conferences,
		instruction: training.instruction,
	};
	const key = (['course', 'conference', 'instruction'] as const).find((each) =>
		rules[each].types.includes(own.type),
	);
	return key ? { key, hours: own.hours, own } : null;
}

/** The accepted claims as they would be after the steps. */
export function imaginedClaims(standing: Standing, steps: readonly Step[], before: Score): AcceptedClaim[] {
	const { claims } = standing.input;
	const lived = steps.some(({ key }) => key === 'year') ? claims.map(aYearEarlier) : claims;
	const taken: Partial<Record<StepKey, number>> = {};
	const added = steps
		.filter(({ key }) => key !== 'year')
		.map((step, i) => {
			const nth = taken[step.key] ?? 0;
			taken[step.key] = nth + 1;
			return { id: `${HYPOTHETICAL}${i}`, ...claimOf(standing, step, nth, before) };
		});
	return [...lived, ...added];
}

function claimOf(
	standing: Standing,
	step: Step,
	nth: number,
	before: Score,
): Pick<AcceptedClaim, 'kind' | 'data'> {
	const { model, ratingDate } = standing;
	if (step.key === 'finance' || step.key === 'transversal') {
		const standard = freeStandards(standing, step.key, before)[nth];
		return { kind: 'certification', data: { standard, issuedOn: ratingDate } };
	}
	if (step.key === 'degree') {
		const field = highestStudies(standing)?.field;
		return { kind: 'education', data: { level: step.level, field, programme: HYPOTHETICAL } };
	}
	if (step.own) {
		const { type, theme, hours } = step.own;
		return { kind: 'training', data: { type, theme, hours, to: ratingDate } };
	}
	const { courses, conferences, instruction } = model.training;
	const rule = step.key === 'course' ? courses : step.key === 'conference' ? conferences : instruction;
	const hours = step.hours ?? courses.maxHoursPerCourse;
	const data = { type: rule.types[0], theme: rule.themes?.[0], hours, to: ratingDate };
	return { kind: 'training', data };
}

/**
 * A year more in the present posts: what lies behind is moved a year back, and what is still held goes on until today.
 * The rest of the cédula stays where it is, so that nothing that expires with time mixes into what the year adds.
 */
function aYearEarlier(claim: AcceptedClaim): AcceptedClaim {
	if (claim.kind !== 'experience' || typeof claim.data !== 'object' || claim.data === null) return claim;
	const [from, to] = [earlier(claimField(claim, 'from')), earlier(claimField(claim, 'to'))];
	return { ...claim, data: { ...claim.data, from, to } };
}

function earlier(value: unknown): unknown {
	const month = monthOf(value);
	if (month === null || month < YEAR) return value;
	const at = month - YEAR;
	return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
}

function hasPresentPost({ input, model, ratingDate }: Standing): boolean {
	const usable = new Set(readPosts(input.claims, model, monthOf(ratingDate)!).usable.map(({ id }) => id));
	return input.claims.some((claim) => usable.has(claim.id) && claimField(claim, 'to') === null);
}

function highestStudies({ input, model }: { input: Standing['input']; model: WeightingModel }) {
	const known = input.claims
		.filter(({ kind }) => kind === 'education')
		.map((claim) => {
			const level = claimText(claim, 'level');
			const rank = model.academic.levels.findIndex((row) => row.level === level);
			return { rank, field: claimText(claim, 'field') };
		})
		.filter(({ rank }) => rank >= 0)
		.sort((a, b) => b.rank - a.rank || (a.field < b.field ? -1 : 1));
	return known[0] ?? null;
}

/** Reasons with which a certificate holds its standard. */
const HOLDS: ReadonlySet<ClaimReason> = new Set(['counted', 'over_cap', 'repeated_standard']);

function freeStandards({ input }: Standing, key: 'finance' | 'transversal', before: Score): string[] {
	const lines = before.elements.flatMap(({ criteria }) => criteria).flatMap(({ claims }) => claims);
	const holding = new Set(lines.filter(({ reason }) => HOLDS.has(reason)).map(({ claimId }) => claimId));
	const held = new Set(
		input.claims
			.filter(({ id, kind }) => kind === 'certification' && holding.has(id))
			.map((claim) => claimText(claim, 'standard')),
	);
	return Object.entries(input.competencies)
		.filter(([standard, { finance }]) => finance === (key === 'finance') && !held.has(standard))
		.map(([standard]) => standard);
}
