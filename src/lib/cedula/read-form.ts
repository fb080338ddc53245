import { joinDate, joinMonth, type FormValues } from '#lib/platform/forms.ts';
import type { Answers } from './answers.ts';
import type { Field } from './fields.ts';

/**
 * Answers as a posted form gives them, not checked: text as typed, lists of choices (with what was typed beside the boxes
 * as one text at the end) and of lines, yes and no, null for "still there". A field that the form left empty is an empty text, which takes the answer out.
 * @param prefix of the names in the form, with its dot: `data.` or `post.`
 */
export function readForm(fields: readonly Field[], values: FormValues, prefix: string): Answers {
	return Object.fromEntries(
		fields.map((field) => [field.name, readField(field, values, prefix + field.name)]),
	);
}

function readField(field: Field, values: FormValues, name: string): unknown {
	const typed = values[name] ?? '';
	switch (field.input) {
		case 'month':
			return joinMonth(values, name);
		case 'day':
			return joinDate(values, name);
		case 'month-or-day':
			return monthOrDay(values, name);
		case 'period-end':
			return values[`${name}.open`] ? null : monthOrDay(values, name);
		case 'yes-no':
			return typed === '' ? '' : typed === 'true';
		case 'checkboxes':
		case 'lookups':
			return [...markedBoxes(values, name), ...(typed.trim() ? [typed] : [])];
		case 'lines':
			return typed
				.split('\n')
				.map((line) => line.trim())
				.filter(Boolean);
		default:
			return typed;
	}
}

function markedBoxes(values: FormValues, name: string): string[] {
	return Object.keys(values)
		.filter((key) => key.startsWith(`${name}.`))
		.map((key) => key.slice(name.length + 1));
}

/** A date whose day may be left empty. */
function monthOrDay(values: FormValues, name: string): string {
	return values[`${name}.day`]?.trim() ? joinDate(values, name) : joinMonth(values, name);
}
