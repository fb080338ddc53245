import { CRITERION_TITLES, ELEMENT_TITLES } from '#lib/rating/explanation.ts';
import {
	RATING_ELEMENTS,
	criterionCaps,
	elementCaps,
	type CriterionKey,
	type ElementKey,
	type WeightingModel,
} from '#lib/rating/model/model.ts';
import { pairsOf, type Pair } from './judgement.ts';

const ELEMENTS = Object.keys(RATING_ELEMENTS) as ElementKey[];

/** What a panel compares at once: the elements of a model, or the criteria within one of them. */
export const SET_KEYS = ['elements', ...ELEMENTS] as const;
export type SetKey = 'elements' | ElementKey;

/** The things that are compared in a set, in their order. */
export type ComparisonSet = {
	key: SetKey;
	title: string;
	items: { key: ElementKey | CriterionKey; title: string }[];
	pairs: Pair[];
};

const TITLES: Readonly<Record<SetKey, string>> = {
	elements: 'Los cuatro elementos',
	experience: `Criterios de ${inText(ELEMENT_TITLES.experience)}`,
	academic: `Criterios de ${inText(ELEMENT_TITLES.academic)}`,
	certification: `Criterios de ${inText(ELEMENT_TITLES.certification)}`,
	training: `Criterios de ${inText(ELEMENT_TITLES.training)}`,
};

/** The set of a key. */
export function setOf(key: SetKey): ComparisonSet {
	const items =
		key === 'elements'
			? ELEMENTS.map((element) => ({ key: element, title: ELEMENT_TITLES[element] }))
			: RATING_ELEMENTS[key].map((criterion) => ({ key: criterion, title: CRITERION_TITLES[criterion] }));
	return { key, title: TITLES[key], items, pairs: pairsOf(items.length) };
}

/** Whether a text is the key of a set. */
export function isSetKey(value: string): value is SetKey {
	return (SET_KEYS as readonly string[]).includes(value);
}

/** What each thing of a set weighs in a model today; sum 1. */
export function presentWeights(key: SetKey, model: WeightingModel): number[] {
	const caps =
		key === 'elements'
			? Object.values(elementCaps(model))
			: RATING_ELEMENTS[key].map((criterion) => criterionCaps(model)[criterion]);
	const total = caps.reduce((sum, cap) => sum + cap, 0);
	return caps.map((cap) => (total === 0 ? 1 / caps.length : cap / total));
}

function inText(title: string): string {
	return title.charAt(0).toLowerCase() + title.slice(1);
}

/** What the answer to a pair is called in a form. */
export function pairName(first: string, second: string): string {
	return `${first}-${second}`;
}
