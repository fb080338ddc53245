import { TRAINING_THEMES, TRAINING_TYPES } from '#lib/cedula/claims.ts';
import { catalogue } from '#lib/institution/catalogues.server.ts';
import type { CatalogueName } from '#lib/institution/catalogues.ts';
import type { ModelLabels } from './differences.ts';

/** What the institution calls the keys that a model names. */
export function modelLabels(): ModelLabels {
	const named = (name: CatalogueName) =>
		Object.fromEntries(catalogue(name).items.map((item) => [item.key, item.label]));
	return {
		levels: named('levels'),
		academicLevels: named('academic-levels'),
		fields: named('fields'),
		areas: named('areas'),
		trainingTypes: TRAINING_TYPES,
		trainingThemes: TRAINING_THEMES,
	};
}
