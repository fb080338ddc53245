import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { register } from './journeys.ts';
import { addDegree, openTask } from './pages/cedula.ts';
import { useSession } from './pages/entrance.ts';
import { answer, answerDay, press } from './pages/fields.ts';
import { samplePath } from './people.ts';

/** Holds back the scripts of every page from now on, as a slow connection does. @returns lets them come */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	await page.route('**/*.js', async (route) => {
		await released;
		await route.continue();
	});
	return async () => {
		release();
		await expect(page.getByText('Elegir archivos').or(page.getByText('Guarde primero'))).toBeVisible();
		await page.waitForLoadState('networkidle');
	};
}

test.beforeEach(async ({ page, service }) => {
	const { token } = await register(service);
	await useSession(page, token, service.origin);
});

test('what was typed before the script arrived is kept', async ({ page }) => {
	await openTask(page, 'Formación académica');
	const letScriptsCome = await holdScripts(page);
	await page.getByRole('link', { name: 'Agregar un estudio' }).click({ noWaitAfter: true });
	await answer(page, { 'Nivel de estudios': 'Maestría', 'Carrera o programa': 'Maestría en Finanzas' });
	await answerDay(page, '¿Cuándo concluyó?', '27', '3', '2015');
	await letScriptsCome();
	await expect(page.getByLabel('Nivel de estudios')).toHaveValue('MAESTRIA');
	await expect(page.getByLabel('Carrera o programa')).toHaveValue('Maestría en Finanzas');
	await expect(page.getByLabel('Día')).toHaveValue('27');
	await expect(page.getByLabel('Año')).toHaveValue('2015');
	await press(page, 'Guardar y agregar el documento');
	await expect(page.getByRole('heading', { level: 1, name: 'Maestría en Finanzas' })).toBeVisible();
});

test('a file that was chosen before the script arrived goes up', async ({ page }) => {
	await addDegree(page);
	const letScriptsCome = await holdScripts(page);
	await page.reload({ waitUntil: 'commit' });
	await page.locator('input[type="file"][name="file"]').setInputFiles(samplePath('documentos/doc-02.pdf'));
	await letScriptsCome();
	await expect(page.getByRole('listitem').filter({ hasText: 'doc-02.pdf' })).toBeVisible();
});
