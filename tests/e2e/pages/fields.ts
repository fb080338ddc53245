import type { Locator, Page } from '@playwright/test';

/** Answers fields by their labels, as a person reads them; a list takes the label of its choice, a box `true` or `false`. */
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
		else await field.fill(value);
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

function isList(field: Locator): Promise<boolean> {
	return field.evaluate((element) => element.tagName === 'SELECT');
}
