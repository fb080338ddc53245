import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Those of their rules whose answer depends on colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * The page as it stands breaks no rule of WCAG 2.2 AA that can be checked, and fits its width; in the dark only colours
 * are others, so only they are checked again.
 */
export async function expectAccessible(page: Page): Promise<void> {
	const place = page.url();
	const { headings, title, tooWide } = await page.evaluate(() => ({
		headings: document.querySelectorAll('h1').length,
		title: document.title,
		tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
	}));
	expect(headings, `${place} has one main heading`).toBe(1);
	expect(title, place).not.toBe('');
	expect(tooWide, `${place} scrolls sideways`).toBe(0);
	await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
	expect(await violationsOf(page, { type: 'tag', values: WCAG }), `${place} in light`).toEqual([]);
	await page.emulateMedia({ colorScheme: 'dark' });
	expect(await violationsOf(page, { type: 'rule', values: COLOUR_RULES }), `${place} in dark`).toEqual([]);
}

/** Tabs that bring axe along wherever they go: sending it to each page again took a third as long as asking it. */
const equipped = new WeakSet<Page>();

async function equip(page: Page): Promise<void> {
	if (!equipped.has(page)) await page.addInitScript({ content: axe.source });
	equipped.add(page);
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
}

async function violationsOf(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
	await equip(page);
	const violations = await page.evaluate(async (only) => {
		const asked = { runOnly: only, resultTypes: ['violations' as const] };
		return (await (window as unknown as { axe: typeof axe }).axe.run(document, asked)).violations;
	}, runOnly);
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
	);
}
