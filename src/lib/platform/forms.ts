import type { Problem } from './refusal.ts';

/** Text values of a posted form, as they were typed, by field name; kept to show them again after an error. */
export type FormValues = Record<string, string>;

/** What a page gets back from a refused form: the problems, and what was typed. */
export type FormFailure = { problems: Problem[]; values: FormValues };

/** The message of the first problem of a field, or of an item of its list, for the field to show. */
export function problemOf(failure: FormFailure | null | undefined, path: string): string | undefined {
	const isOf = ({ path: at }: Problem) =>
		at === path || (at.startsWith(`${path}.`) && /^[\d.]+$/.test(at.slice(path.length)));
	return failure?.problems.find(isOf)?.message;
}

/** What a refused field was probably meant to say, for it to offer. */
export function nearOf(failure: FormFailure | null | undefined, path: string): Problem['near'] {
	return failure?.problems.find((problem) => problem.path === path)?.near;
}

/** The text fields of a form (files left out); when a name repeats, the last one counts. */
export function formValues(form: FormData): FormValues {
	const values: FormValues = {};
	for (const [name, value] of form) if (typeof value === 'string') values[name] = value;
	return values;
}

/** What was marked of a group whose boxes have a name each, `group.key`. */
export function markedIn(values: FormValues, group: string): string[] {
	const start = `${group}.`;
	return Object.keys(values).flatMap((name) => (name.startsWith(start) ? [name.slice(start.length)] : []));
}

const pad = (value: string, length: number) => (/^\d+$/.test(value) ? value.padStart(length, '0') : value);

/** Joins `name.year` and `name.month` into YYYY-MM; empty when both are; what is not a number is kept, for the schema to refuse. */
export function joinMonth(values: FormValues, name: string): string {
	const year = values[`${name}.year`]?.trim() ?? '';
	const month = values[`${name}.month`]?.trim() ?? '';
	return year || month ? `${year}-${pad(month, 2)}` : '';
}

/** Joins `name.year`, `name.month` and `name.day` into YYYY-MM-DD; empty when all are. */
export function joinDate(values: FormValues, name: string): string {
	const month = joinMonth(values, name);
	const day = values[`${name}.day`]?.trim() ?? '';
	return month || day ? `${month || '-'}-${pad(day, 2)}` : '';
}
