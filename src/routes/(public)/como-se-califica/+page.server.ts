import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateLong, localDate } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { rateExample } from '#lib/rating/model/example-rating.server.ts';
import { EXAMPLES } from '#lib/rating/model/examples.ts';
import { explainModel } from '#lib/rating/explanation.ts';
import { modelLabels } from '#lib/rating/model/labels.server.ts';
import { readModelInForce } from '#lib/rating/model/read-model-in-force.server.ts';
import type { PageServerLoad } from './$types';

/** The model in force in words, with who stands behind it and what it gives to invented people. */
export const load: PageServerLoad = page(async () => {
	const { model, inForce, approved } = await readModelInForce();
	const { timeZone, deadlines } = institution().settings;
	const step = (taken: typeof inForce) =>
		taken && { by: taken.by, on: formatDateLong(localDate(taken.at, timeZone)) };
	return {
		title: model.title,
		version: model.version,
		inForce: step(inForce),
		approved: step(approved),
		approvedOn: model.approvedOn && formatDateLong(model.approvedOn),
		words: explainModel(model, modelLabels()),
		bands: model.stars.filter(({ stars }) => stars % 5 === 0),
		examples: EXAMPLES.map((example) => rateExample(example, model)),
		answerDays: deadlines.answer,
		appealDays: deadlines.appeal,
		appealAnswerDays: deadlines.appealAnswer,
	};
});
