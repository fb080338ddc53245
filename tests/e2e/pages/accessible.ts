import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The page as it stands breaks no rule of WCAG 2.2 AA that can be checked, in light and dark, and fits its width. */
export async function expectAccessible(page: Page): Promise<void> {
	const place = page.url();
	await expect(page.getByRole('heading', { level: 1 }), place).toHaveCount(1);
	expect(await page.title(), place).not.toBe('');
	const tooWide = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
	expect(tooWide, `${place} scrolls sideways`).toBe(0);
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze();
		const found = violations.flatMap(({ id, nodes }) =>
			nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
		);
		expect(found, `${place} in ${colorScheme}`).toEqual([]);
	}
}
