import { expect, test } from './fixtures.ts';
import { aReadyPerson, expectStatus, signIn, takeCase } from './journeys.ts';
import { useSession } from './pages/entrance.ts';
import { LICENCE_CLAIM, POST_CLAIM } from './people.ts';
import { STAFF } from './staff.ts';

/** quality.md, P9 */
const MOST_KEYS = 12;
const CLAIMS = 8;

test('a correct cédula with eight claims is decided with at most twelve keys', async ({ page, service }) => {
	const { api } = await aReadyPerson(service);
	const { claims } = expectStatus(await api.get('/me/cedula'), 200);
	const evidenceId = claims[0].evidence[0].id;
	for (let made = 1; made < CLAIMS; made++) {
		const kind = made % 2 ? POST_CLAIM : LICENCE_CLAIM;
		const { id } = expectStatus(await api.post('/me/claims', kind), 201);
		expectStatus(await api.post(`/me/claims/${id}/evidence`, { evidenceId }), 201);
	}
	const { folio } = expectStatus(await api.post('/me/submission', { truthDeclared: true }), 201);
	const token = await signIn(service, STAFF.reviewer.email, STAFF.reviewer.password);
	await takeCase(service, token, folio);
	await useSession(page, token, service.origin);
	await page.goto(`/validacion/${folio}`);
	await expect(page.getByRole('button', { name: /^Aceptar\s*A$/ })).toBeVisible();
	await expect(page.getByRole('region', { name: 'Documentos' }).getByRole('img').first()).toBeVisible();
	let keys = 0;
	const type = async (key: string) => {
		keys += 1;
		await page.keyboard.press(key);
	};
	for (let decided = 1; decided <= CLAIMS; decided++) {
		await type('a');
		await expect(page.getByRole('region', { name: 'Dictamen' })).toContainText(`${decided} de ${CLAIMS}`);
	}
	await type('c');
	await type('e');
	await expect(page.getByText(`Se emitió el dictamen de ${folio}`)).toBeVisible();
	expect(keys).toBeLessThanOrEqual(MOST_KEYS);
	expect(expectStatus(await api.get('/me/submission'), 200).state).toBe('rated');
});

test('a decision that another window overtook is not lost from sight', async ({ page, context, service }) => {
	const { api, claimId } = await aReadyPerson(service);
	const { folio } = expectStatus(await api.post('/me/submission', { truthDeclared: true }), 201);
	const token = await signIn(service, STAFF.reviewer.email, STAFF.reviewer.password);
	await takeCase(service, token, folio);
	await useSession(page, token, service.origin);
	const other = await context.newPage();
	for (const tab of [page, other]) await tab.goto(`/validacion/${folio}`);
	await other.locator('summary', { hasText: 'Entregar la cédula' }).click();
	await other.getByRole('button', { name: 'Entregar', exact: true }).click();
	await expect(other.getByText(`${folio} regresó a la fila`)).toBeVisible();
	await page.evaluate(() => dispatchEvent(new Event('focus')));
	await expect(page.getByRole('alert').filter({ hasText: 'Ya no tiene esta cédula' })).toBeVisible();
	await page
		.locator(`#renglon-${claimId}`)
		.getByRole('button', { name: /^Aceptar/ })
		.click();
	await expect(page.getByText('Esta cédula regresó a la fila').first()).toBeVisible();
	await expect(page.locator(`#renglon-${claimId}`).getByText('Por decidir')).toBeVisible();
});
