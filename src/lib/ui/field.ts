/** Element identifiers of a form field, shared by its label, its messages and the error summary. */
export type FieldIds = { control: string; hint: string; error: string };

/** Identifiers of the field called `name`; the error summary links to `control`. */
export function fieldIds(name: string): FieldIds {
	return { control: `f-${name}`, hint: `f-${name}-hint`, error: `f-${name}-error` };
}

/**
 * Value of `aria-describedby`: the messages that are shown, hint first as on the page.
 * @returns `undefined` when there is none, so that the attribute is left out
 */
export function describedBy(name: string, hint?: string, error?: string): string | undefined {
	const ids = fieldIds(name);
	return [hint && ids.hint, error && ids.error].filter(Boolean).join(' ') || undefined;
}
