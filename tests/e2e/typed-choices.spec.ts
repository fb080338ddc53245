import { expect, test } from './fixtures.ts';
import { expectStatus, register, type Registered } from './journeys.ts';
import { expectAccessible } from './pages/accessible.ts';
import { CONTACT } from './pages/cedula.ts';
import { useSession } from './pages/entrance.ts';
import { answer, press } from './pages/fields.ts';
import { statusOfPost } from './pages/refused.ts';

test.describe.configure({ mode: 'parallel' });

let me: Registered;

test.beforeEach(async ({ page, service }) => {
	me = await register(service);
	await useSession(page, me.token, service.origin);
});

test.describe('with script', () => {
	test.use({ viewport: { width: 320, height: 640 } });

	test('a municipality is found while it is typed, and chosen from the keyboard', async ({ page }) => {
		await page.goto('/cedula/contacto');
		await answer(page, { Teléfono: CONTACT.Teléfono });
		const field = page.getByRole('combobox', { name: 'Municipio donde vive' });
		await field.pressSequentially('almo');
		const options = page.getByRole('option');
		await expect(options).toHaveText(['Almoloya de Alquisiras', 'Almoloya de Juárez', 'Almoloya del Río']);
		await expect(page.getByRole('status').filter({ hasText: '3 sugerencias' })).toHaveCount(1);
		await field.press('ArrowDown');
		await field.press('ArrowDown');
		await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
		await expect(field).toHaveAttribute(
			'aria-activedescendant',
			(await options.nth(1).getAttribute('id')) ?? '',
		);
		await expectAccessible(page);
		await field.press('Enter');
		await expect(field).toHaveValue('Almoloya de Juárez');
		await expect(options).toHaveCount(0);
		await field.press('Backspace');
		await expect(options).toHaveText(['Almoloya de Juárez']);
		await field.press('Escape');
		await expect(field).toHaveAttribute('aria-expanded', 'false');
		await press(page, 'Guardar y continuar');
		await expect(page.getByText(/^Guardado a las/)).toBeVisible();
		expect(await municipality()).toBe('15005');
	});

	test('a former post may be anywhere in the country, and its field works beside the files', async ({
		page,
	}) => {
		await page.goto('/cedula/experiencia');
		await page.getByRole('link', { name: 'Agregar un empleo' }).click();
		const field = page.getByRole('combobox', { name: 'Municipio' });
		await field.pressSequentially('guadalupe zac');
		await page.getByRole('option', { name: 'Guadalupe, Zacatecas' }).click();
		await expect(field).toHaveValue('Guadalupe, Zacatecas');
		await expect(field).toBeFocused();
	});
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false });

	test('a name of several is chosen with one press, and nothing else that was typed is lost', async ({
		page,
	}) => {
		await page.goto('/cedula/contacto');
		await answer(page, { Teléfono: CONTACT.Teléfono, 'Municipio donde vive': 'almoloya' });
		expect(await statusOfPost(page, () => press(page, 'Guardar y continuar'))).toBe(422);
		await expect(page.getByLabel('Municipio donde vive', { exact: true })).toHaveValue('almoloya');
		await press(page, 'Almoloya del Río');
		await expect(page.getByText(/^Guardado a las/)).toBeVisible();
		expect(await municipality()).toBe('15006');
		await page.goto('/cedula/contacto');
		await expect(page.getByLabel('Teléfono')).toHaveValue('7221234567');
		await expect(page.getByLabel('Municipio donde vive')).toHaveValue('Almoloya del Río');
	});

	test('the key that sends does not choose one of those that are near', async ({ page }) => {
		await page.goto('/cedula/contacto');
		await answer(page, { 'Municipio donde vive': 'Tolca' });
		await press(page, 'Guardar y continuar');
		const field = page.getByLabel('Municipio donde vive', { exact: true });
		await field.fill('Lerma');
		await field.press('Enter');
		await expect(page.getByText(/^Guardado a las/)).toBeVisible();
		expect(await municipality()).toBe('15051');
	});
});

async function municipality(): Promise<unknown> {
	return expectStatus(await me.api.get('/me/cedula'), 200).sections.contact.data.municipality;
}
