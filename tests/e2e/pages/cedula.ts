import { expect, type Locator, type Page } from '@playwright/test';
import { answer, answerDay, press } from './fields.ts';

/** What a person types in the section of the contact. */
export const CONTACT = { Teléfono: '722 123 4567', 'Municipio donde vive': 'Toluca' };

/** What a person types about their post, the month apart. */
export const POST = {
	'Ayuntamiento u organismo': 'Ayuntamiento de Toluca',
	'Municipio del puesto': 'Toluca',
	Área: 'Tesorería municipal',
	Puesto: 'Analista de egresos',
	'Nivel del puesto': 'Analista / técnico / auditor',
};

/** What the holder of doc-01.pdf types about the degree, the date apart. */
export const DEGREE = {
	'Nivel de estudios': 'Licenciatura, ingeniería o normal',
	'Carrera o programa': 'Licenciatura en Contaduría',
	'Área de estudio': 'Contable-administrativa',
	Institución: 'Escuela Superior de Comercio y Hacienda Pública',
	'Número de cédula profesional': '3498994',
};

/** Opens a part of the cédula from its task list. */
export async function openTask(page: Page, title: string): Promise<void> {
	await page.goto('/cedula');
	await page.getByRole('link', { name: title }).first().click();
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Fills in the section of the contact and saves it. */
export async function fillContact(page: Page): Promise<void> {
	await openTask(page, 'Contacto');
	await answer(page, CONTACT);
	await press(page, 'Guardar y continuar');
	await expect(page.getByText(/^Guardado a las/)).toBeVisible();
}

/** Fills in the section of the post and saves it. */
export async function fillPost(page: Page): Promise<void> {
	await openTask(page, 'Puesto actual');
	await answer(page, POST);
	await answerDay(page, '¿Desde cuándo ocupa este puesto?', '', '3', '2021');
	await press(page, 'Guardar y continuar');
	await expect(page.getByText(/^Guardado a las/)).toBeVisible();
}

/** Adds the degree of doc-01.pdf, without its document. */
export async function addDegree(page: Page): Promise<void> {
	await openTask(page, 'Formación académica');
	await page.getByRole('link', { name: 'Agregar un estudio' }).click();
	await answer(page, DEGREE);
	await answerDay(page, '¿Cuándo concluyó?', '30', '12', '2019');
	await press(page, 'Guardar y agregar el documento');
	await expect(page.getByRole('heading', { level: 1, name: 'Licenciatura en Contaduría' })).toBeVisible();
}

/** The row of a document among those of the claim whose page is open. */
export function documentRow(page: Page, path: string): Locator {
	const name = path.split('/').at(-1)!;
	return page.getByRole('listitem').filter({ hasText: name }).filter({ hasText: 'Quitar' });
}

/** Attaches files to the claim whose page is open, as the page offers it, without waiting for their check. */
export async function attach(page: Page, path: string | string[]): Promise<void> {
	const field = page.locator('input[type="file"][name="file"][multiple]');
	if (await isScripted(page)) {
		await expect(page.getByText('Elegir archivos')).toBeVisible();
		return field.setInputFiles(path);
	}
	await field.setInputFiles(path);
	await press(page, 'Adjuntar');
}

/** Attaches a file and waits until it can be used. */
export async function attachChecked(page: Page, path: string): Promise<void> {
	await attach(page, path);
	await expectReady(page, path);
}

/** Waits until a document of the claim whose page is open can be used. */
export async function expectReady(page: Page, path: string): Promise<void> {
	const row = documentRow(page, path);
	await expect(row).toBeVisible();
	if (await isScripted(page)) return expect(row.getByText('Listo')).toBeVisible({ timeout: 20_000 });
	await expect(async () => {
		await page.reload();
		await expect(row.getByText('Listo')).toBeVisible({ timeout: 1_000 });
	}).toPass({ timeout: 20_000 });
}

/** Puts another file in place of a document of the claim whose page is open. */
export async function replace(page: Page, old: string, path: string): Promise<void> {
	const row = documentRow(page, old);
	if (await isScripted(page)) return row.getByLabel(/^Reemplazar/).setInputFiles(path);
	await row.locator('summary', { hasText: 'Reemplazar' }).click();
	await row.getByLabel(/^Archivo en lugar de/).setInputFiles(path);
	await row.getByRole('button', { name: /^Poner en su lugar/ }).click();
}

/** Checks the answers, declares and sends; the acknowledgement is then on screen. @returns the folio */
export async function checkAndSend(page: Page): Promise<string> {
	await page.goto('/cedula/revisar');
	await expect(page.getByRole('heading', { level: 1, name: 'Revise sus respuestas' })).toBeVisible();
	await declare(page);
	await press(page, 'Enviar mi cédula a validación');
	await expect(page.getByRole('heading', { level: 1, name: 'Acuse de recibo' })).toBeVisible();
	return /SHM-\d{4}-\d{6}/.exec(await page.getByRole('article').innerText())?.[0] ?? '';
}

/** Ticks the declaration of truth. */
export function declare(page: Page): Promise<void> {
	return answer(page, {
		'Declaro que lo que escribí es verdad y que los documentos son copia fiel de sus originales.': true,
	});
}

/** Whether pages may run script in this browser: `noscript` is then not part of the document. */
function isScripted(page: Page): Promise<boolean> {
	return page.evaluate(() => {
		const probe = document.createElement('div');
		probe.innerHTML = '<noscript><i></i></noscript>';
		return probe.querySelector('i') === null;
	});
}
