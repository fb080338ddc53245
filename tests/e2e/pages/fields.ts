import type { Locator, Page } from '@playwright/test';

/**
 * Answers fields by their labels, as a person reads them; a list takes the label of its choice, a box `true` or `false`.
 * A field that suggests is left with what was typed, not with a suggestion.
 */
export async function answer(
	place: Page | Locator,
	answers: Record<string, string | boolean>,
): Promise<void> {
	for (const [label, value] of Object.entries(answers)) {
		const field = place
			.getByLabel(label, { exact: true })
			.or(place.getByLabel(`${label} (opcional)`))
			.first();
		if (typeof value === 'boolean') await field.setChecked(value);
		else if (await isList(field)) await field.selectOption({ label: value });
		else await type(field, value);
	}
}

/** Answers a question for a day; parts may be anything that somebody types. */
export async function answerDay(
	page: Page,
	question: string,
	day: string,
	month: string,
	year: string,
): Promise<void> {
	const group = page.getByRole('group', { name: question });
	await group.getByLabel('Día').fill(day);
	await group.getByLabel('Mes').fill(month);
	await group.getByLabel('Año').fill(year);
}

/** Presses a button by its words. */
export async function press(place: Page | Locator, words: string): Promise<void> {
	await place.getByRole('button', { name: words, exact: true }).click();
}

/** Presses a button that sends a form, and waits for the page that answers. */
export async function pressAndLoad(page: Page, words: string): Promise<void> {
	const answered = page.waitForEvent('domcontentloaded');
	await press(page, words);
	await answered;
}

/** Types a text and leaves the field, so that no suggestions lie over what comes next. */
async function type(field: Locator, text: string): Promise<void> {
	await field.fill(text);
	if ((await field.getAttribute('role')) === 'combobox') await field.blur();
}

function isList(field: Locator): Promise<boolean> {
	return field.evaluate((element) => element.tagName === 'SELECT');
}
