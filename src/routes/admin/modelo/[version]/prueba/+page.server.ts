import { redirect } from '@sveltejs/kit';
import { label } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { readTrial, readWorstCases, type ReadTrial } from '#lib/rating/trial/read-trial.server.ts';
import { TRIAL_DIMENSIONS, type TrialDimension } from '#lib/rating/trial/trial.ts';
import { tryModel } from '#lib/rating/trial/try-model.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { modelHref } from '../../model-pages.ts';
import {
	DIMENSION_TITLES,
	SEX_LABELS,
	caseRow,
	distributionBars,
	distributionRows,
	groupRow,
} from './trial-words.ts';

export const load: PageServerLoad = page(async ({ locals, params }) => {
	const { model, trial } = await readTrial(locals.principal, params.version);
	const { timeZone } = institution().settings;
	return {
		version: model.version,
		title: model.title,
		href: modelHref(model.version),
		trial: trial && {
			total: trial.total,
			done: trial.done,
			started: `${trial.startedBy}, ${formatInstant(trial.startedAt, timeZone)}`,
			finished: trial.finishedAt !== null,
			outdated: trial.outdated,
			worstCases: trial.worstCases,
			result: trial.result && resultInWords(trial.result),
		},
	};
});

export const actions: Actions = {
	probar: formAction(async ({ locals, params }) => {
		await tryModel(locals.principal, params.version);
		redirect(303, `${modelHref(params.version)}/prueba`);
	}),
	casos: formAction(async ({ locals, params }) => ({
		cases: (await readWorstCases(locals.principal, params.version)).map(caseRow),
		problems: [],
	})),
};

function resultInWords({ all, groups, before, after }: NonNullable<ReadTrial['result']>) {
	return {
		all,
		dimensions: TRIAL_DIMENSIONS.map((dimension) => ({
			dimension,
			title: DIMENSION_TITLES[dimension],
			rows: Object.entries(groups[dimension])
				.sort(([age, one], [other, counts]) =>
					dimension === 'age' ? age.localeCompare(other) : counts.people - one.people,
				)
				.map(([key, counts]) => groupRow(groupLabel(dimension, key), counts)),
		})),
		bars: { before: distributionBars(before), after: distributionBars(after) },
		most: Math.max(...Object.values(before), ...Object.values(after), 1),
		distribution: distributionRows(before, after),
	};
}

function groupLabel(dimension: TrialDimension, key: string): string {
	if (key === '') return 'Sin dato';
	if (dimension === 'municipality') return label('municipalities', key);
	if (dimension === 'level') return label('levels', key);
	return dimension === 'sex' ? (SEX_LABELS[key] ?? key) : key.replace('-', ' a ').replace('60+', '60 o más');
}
