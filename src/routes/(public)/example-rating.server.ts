import { institution } from '#lib/institution/load-institution.server.ts';
import { EXAMPLES, scoreExample, type Example } from '#lib/rating/examples.ts';
import { ELEMENT_TITLES } from '#lib/rating/explanation.ts';
import { TOTAL_CAP, WeightingModel } from '#lib/rating/model.ts';

/** Points and caps in hundredths, stars in tenths. */
export type ExampleRating = {
	profile: string;
	stars: number | null;
	points: number;
	cap: number;
	elements: { label: string; points: number; cap: number }[];
};

let known: ExampleRating | undefined;

/** The rating of an invented person by the institution's newest model, to be shown as an example; computed once. */
export function exampleRating(): ExampleRating {
	const treasurer = EXAMPLES.find(({ key }) => key === 'treasurer')!;
	return (known ??= rateExample(treasurer, WeightingModel.parse(institution().weighting.at(-1)?.content)));
}

/** What a model gives to an invented person, as it is shown. */
export function rateExample(example: Example, model: WeightingModel): ExampleRating {
	const score = scoreExample(example, model);
	return {
		profile: example.profile,
		stars: score.stars,
		points: score.points,
		cap: TOTAL_CAP,
		elements: score.elements.map(({ key, points, cap }) => ({ label: ELEMENT_TITLES[key], points, cap })),
	};
}
