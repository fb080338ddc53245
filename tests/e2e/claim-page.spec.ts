import { writeFile } from 'node:fs/promises';
import type { Json } from './api.ts';
import { expect, test } from './fixtures.ts';
import { expectStatus, register, type Registered } from './journeys.ts';
import { addDegree, attach, DEGREE, documentRow, expectReady, openTask, replace } from './pages/cedula.ts';
import { useSession } from './pages/entrance.ts';
import { answer, answerDay, press } from './pages/fields.ts';
import { expectLinkedProblems, expectProblems, statusOfPost } from './pages/refused.ts';
import { LICENCE_CLAIM, samplePath } from './people.ts';

test.describe.configure({ mode: 'parallel' });

let me: Registered;

test.beforeEach(async ({ page, service }) => {
	me = await register(service);
	await useSession(page, me.token, service.origin);
});

test('a date that cannot be is refused and stays', async ({ page }) => {
	await openTask(page, 'Formación académica');
	await page.getByRole('link', { name: 'Agregar un estudio' }).click();
	await answer(page, DEGREE);
	for (const [day, month, year, why] of [
		['31', '2', '2020', 'does not exist'],
		['1', '1', '2199', 'is still to come'],
		['1', '1', '1850', 'is before any possible career'],
		['x', 'en', 'dos', 'is not in figures'],
		['', '', '2019', 'is not whole'],
	] as const) {
		await answerDay(page, '¿Cuándo concluyó?', day, month, year);
		const status = await statusOfPost(page, () => press(page, 'Guardar y agregar el documento'));
		expect(status, why).toBe(422);
		await expectLinkedProblems(page);
		const group = page.getByRole('group', { name: '¿Cuándo concluyó?' });
		const shown = await group
			.getByRole('textbox')
			.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
		expect(shown.map((part) => part.replace(/^0(?=\d)/, ''))).toEqual([day, month, year]);
		await expect(page.getByLabel('Carrera o programa')).toHaveValue(DEGREE['Carrera o programa']);
	}
	expect(await claimCount()).toBe(0);
});

test('an experience that ends before it begins is refused', async ({ page }) => {
	await openTask(page, 'Experiencia laboral');
	await page.getByRole('link', { name: 'Agregar un empleo' }).click();
	await answer(page, { 'Ayuntamiento, organismo o empresa': 'Ayuntamiento de Toluca' });
	await answerDay(page, '¿Cuándo empezó?', '1', '5', '2020');
	await answerDay(page, '¿Cuándo terminó?', '30', '4', '2020');
	const status = await statusOfPost(page, () => press(page, 'Guardar y agregar el documento'));
	expect(status).toBe(422);
	await expectProblems(page, ['La fecha de término es anterior a la de inicio. Revise ambas.']);
	expect(await claimCount()).toBe(0);
});

test('pressing twice adds one claim', async ({ page }) => {
	await openTask(page, 'Formación académica');
	await page.getByRole('link', { name: 'Agregar un estudio' }).click();
	await answer(page, DEGREE);
	await answerDay(page, '¿Cuándo concluyó?', '30', '12', '2019');
	await page.getByRole('button', { name: 'Guardar y agregar el documento' }).dblclick();
	await expect(page.getByRole('heading', { level: 1, name: 'Licenciatura en Contaduría' })).toBeVisible();
	expect(await claimCount()).toBe(1);
});

test.describe('a file', () => {
	const cases = [
		{
			why: 'that is too big',
			name: 'grande.pdf',
			bytes: 15 * 1024 * 1024 + 1,
			words: /pasa del límite de 15 MB/,
		},
		{ why: 'that is empty', name: 'vacio.pdf', bytes: 0, words: /está vacío/ },
		{
			why: 'of another type than its name',
			sample: 'exe-renombrado.pdf',
			words: /no es PDF, JPEG, PNG ni WebP/,
		},
		{ why: 'that asks for a password', sample: 'pdf-cifrado-abrir.pdf', words: /protegido con contraseña/ },
		{ why: 'that is cut short', sample: 'pdf-truncado.pdf', words: /dañado o incompleto/ },
	];
	test('that cannot be taken is refused with what to do, and the claim stays as it was', async ({
		page,
	}, info) => {
		await addDegree(page);
		for (const { why, name, bytes, sample, words } of cases) {
			let path = samplePath(`hostiles/${sample}`);
			if (name) {
				path = info.outputPath(name);
				await writeFile(path, new Uint8Array(bytes ?? 0));
			}
			await attach(page, path);
			await expect(page.getByRole('main').getByText(words).first(), why).toBeVisible({ timeout: 20_000 });
			const { claims } = expectStatus(await me.api.get('/me/cedula'), 200);
			expect(claims, why).toMatchObject([{ data: LICENCE_CLAIM.data, evidence: [] }]);
		}
	});
});

test('documents are put in order, turned, replaced and taken off', async ({ page }) => {
	const [first, second, third] = ['doc-02.pdf', 'doc-04.pdf', 'doc-06.pdf'].map((name) =>
		samplePath(`documentos/${name}`),
	) as [string, string, string];
	const act = (words: string, path: string) =>
		documentRow(page, path)
			.getByRole('button', { name: new RegExp(`^${words}`) })
			.click();
	await addDegree(page);
	await attach(page, [first, second]);
	await expectReady(page, first);
	await act('Bajar', first);
	await expect.poll(names).toEqual(['doc-04.pdf', 'doc-02.pdf']);
	await act('Girar', first);
	await expect.poll(async () => (await evidence())[1].turns).toBe(1);
	await replace(page, second, third);
	await expect.poll(names).toEqual(['doc-06.pdf', 'doc-02.pdf']);
	await act('Quitar', first);
	await expect(documentRow(page, first)).toHaveCount(0);
	expect(await names()).toEqual(['doc-06.pdf']);
});

test('of several files the good ones are kept, and the others say why', async ({ page }) => {
	const files = ['hostiles/exe-renombrado.pdf', 'documentos/doc-02.pdf', 'hostiles/pdf-truncado.pdf'];
	await addDegree(page);
	await attach(page, files.map(samplePath));
	const shown = page.getByRole('main');
	await expect(shown.getByText(/no es PDF, JPEG, PNG ni WebP/).first()).toBeVisible();
	await expect(shown.getByText(/dañado o incompleto/).first()).toBeVisible();
	await expect(documentRow(page, 'doc-02.pdf')).toBeVisible();
	expect(await names()).toEqual(['doc-02.pdf']);
});

async function evidence(): Promise<Json[]> {
	return expectStatus(await me.api.get('/me/cedula'), 200).claims[0].evidence;
}

async function names(): Promise<string[]> {
	return (await evidence()).map(({ name }) => name);
}

async function claimCount(): Promise<number> {
	return expectStatus(await me.api.get('/me/cedula'), 200).claims.length;
}
