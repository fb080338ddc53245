import {
	RATING_ELEMENTS,
	TOTAL_CAP,
	criterionCaps,
	elementCaps,
	type CriterionKey,
	type ElementKey,
	type WeightingModel,
} from '#lib/rating/model/model.ts';
import type { SetKey } from './comparison-sets.ts';

/** Weights of the sets that a panel compared; each sums 1. */
export type SetWeights = Partial<Record<SetKey, readonly number[]>>;

const ELEMENTS = Object.keys(RATING_ELEMENTS) as ElementKey[];

/**
 * Shares of a whole in whole units, by largest remainder: they add up to it exactly. Of equal remainders the first has it.
 * @param total units to give out
 */
export function sharesOf(weights: readonly number[], total: number): number[] {
	const sum = weights.reduce((all, weight) => all + weight, 0);
	const exact = weights.map((weight) => (sum === 0 ? 1 / weights.length : weight / sum) * total);
	const shares = exact.map((share) => Math.floor(share + 1e-9));
	const left = total - shares.reduce((all, share) => all + share, 0);
	const byRemainder = exact
		.map((_, i) => i)
		.toSorted((a, b) => exact[b]! - shares[b]! - (exact[a]! - shares[a]!));
	for (const i of byRemainder.slice(0, left)) shares[i]!++;
	return shares;
}

/**
 * A model with the weights of a panel: caps of elements and criteria, and levels in the proportion that they had. Rates by
 * hour, certificate and activity stay. Months are worth whole hundredths; what that leaves over goes to responsibility.
 * What it gives may be unsound, where months were judged otherwise than a model allows: whoever saves it checks.
 */
export function withWeights(model: WeightingModel, weights: SetWeights): WeightingModel {
	const next = structuredClone(model);
	const before = elementCaps(model);
	const caps = weights.elements ? sharesOf(weights.elements, TOTAL_CAP) : Object.values(before);
	ELEMENTS.forEach((element, i) => {
		next[element].cap = caps[i]!;
		const own = weights[element];
		const criteria = own ? sharesOf(own, caps[i]!) : inProportion(model, element, caps[i]!);
		putCriteria(next, element, criteria);
	});
	return next;
}

/** The caps of the criteria of an element that was not compared, when that of the element changes. */
function inProportion(model: WeightingModel, element: ElementKey, cap: number): number[] {
	const caps = RATING_ELEMENTS[element].map((key: CriterionKey) => criterionCaps(model)[key]);
	const reach = caps.reduce((sum, each) => sum + each, 0);
	if (reach === 0) return sharesOf(caps, cap);
	const shares = sharesOf(caps, Math.round((reach * cap) / elementCaps(model)[element]));
	return shares.map((share) => Math.min(share, cap));
}

function putCriteria(model: WeightingModel, element: ElementKey, caps: readonly number[]): void {
	const { experience, academic, certification, training } = model;
	const [first, second, third] = caps as [number, number, number];
	if (element === 'experience') {
		experience.finance.pointsPerMonth = Math.floor(first / experience.finance.maxMonths);
		experience.general.pointsPerMonth = Math.floor(second / experience.general.maxMonths);
		const { E1, E2 } = criterionCaps(model);
		putLevels(experience.responsibility.levels, 'points', first + second + third - E1 - E2);
	} else if (element === 'academic') {
		putLevels(academic.levels, 'points', first);
		putLevels(academic.levels, 'relatedPoints', second);
		academic.severalDegrees.points = third;
	} else if (element === 'certification') {
		certification.finance.cap = first;
		certification.transversal.cap = second;
	} else {
		training.courses.cap = first;
		training.conferences.cap = second;
		training.instruction.cap = third;
	}
}

/** Levels in the proportion that they had, the highest with the cap. */
function putLevels<Key extends string>(levels: Record<Key, number>[], key: Key, cap: number): void {
	const most = Math.max(...levels.map((level) => level[key]));
	levels.forEach((level, i) => {
		const last = i === levels.length - 1 ? cap : 0;
		(level as Record<string, number>)[key] = most === 0 ? last : Math.round((level[key] * cap) / most);
	});
}
