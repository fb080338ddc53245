import { EXAMPLES, scoreExample, type Example } from '#lib/rating/examples.ts';
import { ELEMENT_TITLES } from '#lib/rating/explanation.ts';
import { TOTAL_CAP, type WeightingModel } from '#lib/rating/model.ts';
import { readModelInForce } from '#lib/rating/read-model-in-force.server.ts';

/** Points and caps in hundredths, stars in tenths. */
export type ExampleRating = {
	profile: string;
	stars: number | null;
	points: number;
	cap: number;
	elements: { label: string; points: number; cap: number }[];
};

/** The rating of an invented person by the model in force, to be shown as an example. */
export async function exampleRating(): Promise<ExampleRating> {
	const treasurer = EXAMPLES.find(({ key }) => key === 'treasurer')!;
	const { model } = await readModelInForce();
	return rateExample(treasurer, model);
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
