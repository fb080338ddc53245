import { expect, type Page } from '@playwright/test';

/** Sends the form of a page by some act. @returns status of the answer to it */
export async function statusOfPost(page: Page, act: () => Promise<void>): Promise<number> {
	const answer = page.waitForResponse((response) => {
		const request = response.request();
		return request.method() === 'POST' && request.isNavigationRequest();
	});
	await act();
	return (await answer).status();
}

/** The page lists exactly these problems, each in plain Spanish, and the summary has the focus. */
export async function expectProblems(page: Page, messages: (string | RegExp)[]): Promise<void> {
	const summary = page
		.getByRole('alert')
		.filter({ has: page.getByRole('heading', { name: /^Hay \w+ problema/ }) });
	await expect(summary).toBeFocused();
	await expect(summary.getByRole('listitem')).toHaveText(messages);
	for (const text of await summary.getByRole('listitem').allInnerTexts()) {
		expect(text).toMatch(/\.$/);
		expect(text).not.toMatch(/[!¡]|Invalid|expected|undefined|null/);
	}
}

/** Every problem of the summary leads to a field of the page, and the first problem of each field stands beside it. */
export async function expectLinkedProblems(page: Page): Promise<void> {
	const links = page.getByRole('alert').getByRole('link');
	await expect(links).not.toHaveCount(0);
	const told = new Set<string>();
	for (const link of await links.all()) {
		const target = (await link.getAttribute('href'))!.slice(1);
		await expect(page.locator(`[id="${target}"]`)).toBeVisible();
		if (!told.has(target)) await expect(page.getByText(besideField(await link.innerText()))).toBeVisible();
		told.add(target);
	}
}

/** A problem as its field tells it: a summary may have the label of the field before it. */
function besideField(message: string): RegExp {
	const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const own = message.slice(message.indexOf(': ') + 2);
	return new RegExp(`^Error: (${escaped(message)}|${escaped(own.charAt(0).toUpperCase() + own.slice(1))})$`);
}
