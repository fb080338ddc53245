import { expect, type Locator, type Page } from '@playwright/test';
import { answer, press } from './fields.ts';

/** Takes the next case of the queue. @returns its folio */
export async function takeNext(page: Page): Promise<string> {
	await page.goto('/validacion');
	await press(page, 'Tomar la siguiente');
	await expect(page).toHaveURL(/\/validacion\/SHM-/);
	return page.url().split('/').at(-1)!;
}

/** The part of the case page that belongs to a claim. */
export function claimPanel(page: Page, title: string): Locator {
	return page.getByRole('article').filter({ has: page.getByRole('heading', { name: title }) });
}

/** Accepts a claim; ends when the service has answered, since the page shows the decision before. */
export async function accept(page: Page, title: string): Promise<void> {
	const panel = claimPanel(page, title);
	const answered = page.waitForResponse((response) => response.request().method() === 'POST');
	await panel.getByRole('button', { name: /^Aceptar/ }).click();
	await answered;
	await expect(panel.getByRole('button', { name: /^Aceptado/ })).toBeVisible();
}

/** Observes a claim with a reason of the catalogue and a note. */
export async function observe(page: Page, title: string, reason: string, note: string): Promise<void> {
	const panel = claimPanel(page, title);
	await panel.locator('summary', { hasText: 'Observar o rechazar' }).click();
	await answer(panel, { Motivo: reason, 'Nota para la persona': note });
	await press(panel, 'Observar');
	await expect(panel.getByText('Observado')).toBeVisible();
}

/** Attests the identity and issues the dictamen. */
export async function issue(page: Page): Promise<void> {
	await page.getByLabel(/^Confirmo que el nombre y la CURP coinciden/).check();
	await page.getByRole('button', { name: /^Emitir dictamen/ }).click();
}
