import { redirect } from '@sveltejs/kit';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { readRerating } from '#lib/rating/rerating/read-reratings.server.ts';
import { resumeRerating } from '#lib/rating/rerating/start-rerating.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { reratingHref, reratingItem, resultRows } from '../rerating-words.ts';

export const load: PageServerLoad = page(async ({ locals, params }) => {
	const run = await readRerating(locals.principal, params.id);
	const { timeZone } = institution().settings;
	const { total, done, finishedAt, stalled, endedBy, tally } = run;
	return {
		...reratingItem(run, timeZone),
		byModel: run.kind === 'model',
		...{ total, done, stalled, endedBy, own: tally.own },
		finished: finishedAt && formatInstant(finishedAt, timeZone),
		rows: resultRows(run),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals, params }) => {
		await resumeRerating(locals.principal, params.id);
		redirect(303, reratingHref(params.id));
	}),
};
