import { lookupText } from '#lib/institution/catalogue-lookups.server.ts';
import { catalogue } from '#lib/institution/catalogues.server.ts';
import type { CatalogueName } from '#lib/institution/catalogues.ts';
import type { Answers } from './answers.ts';
import type { Choice, Choices, Field } from './fields.ts';

/** Longest list of choices that a page carries; longer ones are asked for by typing. */
const LONGEST_LIST = 30;

/** Whether the items of a catalogue are too many to choose from in a list. */
export function isLong(name: CatalogueName): boolean {
	return catalogue(name).items.length > LONGEST_LIST;
}

/**
 * The questions of a page as this deployment asks them, and their choices: of a long catalogue, only those that are chosen.
 * @param present answers as stored
 */
export function questionsOf(
	fields: readonly Field[],
	present: Answers,
): { fields: Field[]; choices: Choices } {
	const choices: Choices = {};
	for (const { name, input, options } of fields) {
		if (!options || input === 'suggest') continue;
		if ('codes' in options)
			choices[name] = Object.entries(options.codes).map(([value, label]) => ({ value, label }));
		else choices[name] = catalogueChoices(options.catalogue, present[name]);
	}
	return { fields: fields.map(asAsked), choices };
}

function asAsked(field: Field): Field {
	const { input, options, hint } = field;
	if (!options || !('catalogue' in options) || !isLong(options.catalogue)) return field;
	if (input !== 'select' && input !== 'checkboxes') return field;
	return { ...field, input: input === 'select' ? 'lookup' : 'lookups', hint: field.typedHint ?? hint };
}

function catalogueChoices(name: CatalogueName, present: unknown): Choice[] {
	if (isLong(name)) return chosen(name, present);
	if (name === 'competencies') return competencyChoices();
	const items: readonly { key: string; label: string }[] = catalogue(name).items;
	return items.map(({ key, label }) => ({ value: key, label }));
}

function chosen(name: CatalogueName, present: unknown): Choice[] {
	const keys = Array.isArray(present) ? present.map(String) : typeof present === 'string' ? [present] : [];
	return keys.map((key) => ({ value: key, label: lookupText(name, key) }));
}

function competencyChoices(): Choice[] {
	return catalogue('competencies').items.map(({ key, label, code, finance }) => ({
		value: key,
		label: code ? `${code} ${label}` : label,
		group: finance ? 'Hacendarias' : 'Transversales',
	}));
}
