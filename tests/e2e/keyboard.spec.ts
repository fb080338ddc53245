import { expect, test } from './fixtures.ts';
import { addProvenClaim, aReadyPerson, register } from './journeys.ts';
import { useSession } from './pages/entrance.ts';
import { POST_CLAIM, sample } from './people.ts';

test.use({ viewport: { width: 320, height: 640 } });
test.describe.configure({ mode: 'parallel' });

test('the keyboard reaches the content first, and a problem leads to its field', async ({
	page,
	service,
}) => {
	await page.goto('/');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Saltar al contenido' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('main')).toBeFocused();
	const { token } = await register(service);
	await useSession(page, token, service.origin);
	await page.goto('/cedula/contacto');
	await page.getByLabel('Teléfono').focus();
	await page.keyboard.type('123');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toBeFocused();
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByLabel('Teléfono')).toBeFocused();
});

test('a document is read from the keyboard', async ({ page, service }) => {
	const { api, token } = await register(service);
	await useSession(page, token, service.origin);
	const { evidenceId } = await addProvenClaim(api, POST_CLAIM, sample('documentos/doc-22.pdf'));
	await page.goto(`/cedula/documentos/${evidenceId}`);
	const [first, second] = [1, 2].map((number) => page.getByRole('img', { name: `Página ${number} de 2` }));
	await page.getByRole('region', { name: 'Páginas' }).focus();
	await expect(page.getByRole('button', { name: 'Siguiente' })).toBeVisible();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('status').filter({ hasText: '2 de 2' })).toBeVisible();
	await expect(second!).toBeInViewport();
	await page.keyboard.press('ArrowLeft');
	await expect(first!).toBeInViewport();
	const width = async () => (await first!.boundingBox())!.width;
	const fitting = await width();
	await page.keyboard.press('+');
	await expect.poll(width).toBeGreaterThan(fitting * 1.4);
	await page.keyboard.press('-');
	await expect.poll(width).toBe(fitting);
	const liesOnItsSide = async () => {
		const { width, height } = (await first!.boundingBox())!;
		return width > height;
	};
	expect(await liesOnItsSide()).toBe(false);
	await page.keyboard.press('r');
	await expect.poll(liesOnItsSide).toBe(true);
});

test('the focus can be seen wherever the keyboard goes', async ({ page, service }) => {
	const { token } = await aReadyPerson(service);
	await useSession(page, token, service.origin);
	await page.goto('/cedula/revisar');
	for (let step = 0; step < 12; step++) {
		await page.keyboard.press('Tab');
		const marked = await page.evaluate(() => {
			const { outlineStyle, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(
				document.activeElement!,
			);
			return (
				(outlineStyle !== 'none' && outlineWidth !== '0px') ||
				boxShadow !== 'none' ||
				backgroundColor !== 'rgba(0, 0, 0, 0)'
			);
		});
		expect(marked, `step ${step}`).toBe(true);
	}
});
