import { catalogue, isKey, label } from '#lib/institution/catalogues.server.ts';
import type { CatalogueName } from '#lib/institution/catalogues.ts';
import type { Answers } from './answers.ts';
import type { Choice, Choices, Field } from './fields.ts';

/**
 * The choices of the fields of a page, from the catalogues of this deployment.
 * @param national offers all municipalities of the country; also when the present answer lies outside the State
 */
export function choicesOf(fields: readonly Field[], present: Answers, national = false): Choices {
	const choices: Choices = {};
	for (const { name, options } of fields) {
		if (!options) continue;
		choices[name] =
			'codes' in options
				? Object.entries(options.codes).map(([value, label]) => ({ value, label }))
				: catalogueChoices(options.catalogue, present[name], national);
	}
	return choices;
}

function catalogueChoices(name: CatalogueName, present: unknown, national: boolean): Choice[] {
	if (name === 'municipalities') return municipalityChoices(present, national);
	if (name === 'competencies') return competencyChoices();
	const items: readonly { key: string; label: string }[] = catalogue(name).items;
	if (name === 'positions') return items.map(({ label }) => ({ value: label, label }));
	return items.map(({ key, label }) => ({ value: key, label }));
}

function municipalityChoices(present: unknown, national: boolean): Choice[] {
	const outside = typeof present === 'string' && present !== '' && !isKey('municipalities', present);
	if (!national && !outside)
		return catalogue('municipalities').items.map(({ key, label }) => ({ value: key, label }));
	return catalogue('national-municipalities').items.map((item) => ({
		value: item.key,
		label: item.label,
		group: label('states', item.state),
	}));
}

function competencyChoices(): Choice[] {
	return catalogue('competencies').items.map(({ key, label, code, finance }) => ({
		value: key,
		label: code ? `${code} ${label}` : label,
		group: finance ? 'Hacendarias' : 'Transversales',
	}));
}
