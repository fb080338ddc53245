import { now } from '#lib/platform/clock.ts';
import { isDatabaseAway } from '#lib/platform/database.server.ts';
import { EXAMPLES, scoreExample, type Example } from './examples.ts';
import { ELEMENT_TITLES } from '../explanation.ts';
import { TOTAL_CAP, type WeightingModel } from './model.ts';
import { readModelInForce } from './read-model-in-force.server.ts';

/** Points and caps in hundredths, stars in tenths. */
export type ExampleRating = {
	profile: string;
	stars: number | null;
	points: number;
	cap: number;
	elements: { label: string; points: number; cap: number }[];
};

const KEPT_MS = 60_000;

let kept: { example: ExampleRating; until: number } | undefined;

/**
 * The rating of an invented person by the model in force, to be shown as an example. It is kept for a minute, and longer
 * while the database is away: the first page is there for everybody and need not ask at each visit.
 */
export async function exampleRating(): Promise<ExampleRating> {
	if (kept && now().getTime() < kept.until) return kept.example;
	const treasurer = EXAMPLES.find(({ key }) => key === 'treasurer')!;
	try {
		const { model } = await readModelInForce();
		kept = { example: rateExample(treasurer, model), until: now().getTime() + KEPT_MS };
	} catch (error) {
		if (!kept || !isDatabaseAway(error)) throw error;
	}
	return kept.example;
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
