import { redirect } from '@sveltejs/kit';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { readLowerings } from '#lib/rating/lowering/read-lowerings.server.ts';
import { readReratingDecision } from '#lib/rating/rerating/read-reratings.server.ts';
import { startRerating } from '#lib/rating/rerating/start-rerating.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { modelHref } from '../model-pages.ts';
import { loweringWords, reratingHref, reratingItem, trialFigures } from './rerating-words.ts';

export const load: PageServerLoad = page(async ({ locals }) => {
	const [{ model, rated, concerned, trial, running, former }, lowerings] = await Promise.all([
		readReratingDecision(locals.principal),
		readLowerings(locals.principal),
	]);
	const { timeZone } = institution().settings;
	const tried = trial?.result && trial.finishedAt ? trial : null;
	return {
		id: newId(),
		lowerings: loweringWords(lowerings),
		model: { ...model, trialHref: `${modelHref(model.version)}/prueba` },
		rated,
		concerned,
		trial: tried && {
			by: `${tried.startedBy}, ${formatInstant(tried.startedAt, timeZone)}`,
			figures: trialFigures(tried.result!.all),
		},
		running: running && reratingHref(running),
		former: former.map((each) => reratingItem(each, timeZone)),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		redirect(303, reratingHref(await startRerating(locals.principal, values)));
	}),
};
