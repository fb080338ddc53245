import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { factsOf, objectsOf, textOf } from '../support/pdf.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './journeys.ts';
import { useSession } from './pages/entrance.ts';
import { answer, press } from './pages/fields.ts';
import { PASSWORD } from './people.ts';
import type { Service } from './service.ts';
import { inviteStaff, sendForm, STAFF } from './staff.ts';

/** As a phone shows it. */
test.use({ viewport: { width: 360, height: 720 } });

const TITLE = 'Panel de los cuatro elementos';
const NAMES = ['Aurelia Nava', 'Bruno Cedillo', 'Carmina Ortega', 'Darío Quiroz', 'Eloísa Barrera'];

/** Judgements of the pairs in their order; each set of them is consistent and says 8:4:2:1, 1:2:4:8 and 4:8:2:1. */
const FALLING = [2, 4, 8, 2, 4, 2];
const RISING = [-2, -4, -8, -2, -4, -2];
const SECOND_FIRST = [-2, 2, 4, 4, 8, 2];

/** What four elements weigh when three people say 8:4:2:1 and two 4:8:2:1: the geometric mean of consistent judgements. */
const AGREED = [2 ** 2.6, 2 ** 2.4, 2, 1].map((each, _, all) => each / all.reduce((sum, x) => sum + x));
const shown = (weight: number) => `${(weight * 100).toFixed(2)} %`;

const ELEMENTS = {
	experience: 'Experiencia laboral',
	academic: 'Perfil académico',
	certification: 'Certificación de competencias laborales',
	training: 'Formación continua y desarrollo humano',
};
const KEYS = Object.keys(ELEMENTS);
const PAIRS = KEYS.flatMap((first, i) => KEYS.slice(i + 1).map((second) => `${first}-${second}`));

test('a panel of five judges in two rounds and signs its minutes', async ({ page, service }) => {
	const admin = await signIn(service, STAFF.admin.email, STAFF.admin.password);
	const experts = await Promise.all(
		NAMES.map((name) =>
			inviteStaff(service, admin, { name, email: mailOf(name), password: PASSWORD }, 'expert'),
		),
	);
	const [one, ...others] = experts as [string, ...string[]];
	const version = await consultedModel(service, admin);
	await useSession(page, admin, service.origin);
	const id = await openPanel(page, version);
	const move = (name: string, seen: number) =>
		sendForm(service, `/admin/panel/${id}?/mover`, { move: name, seen: String(seen) }, admin);
	const judge = (token: string, round: number, judgements: number[], comment: string) =>
		sendForm(service, `/expertos/${id}/elements`, judged(round, judgements, comment), token);

	await test.step('the fifth joins while the first round is open', async () => {
		await move('open_round', 0);
		await page.goto(`/admin/panel/${id}`);
		await page.getByText('Invitar a más personas').click();
		await page.getByRole('checkbox', { name: NAMES[4]! }).check();
		await press(page, 'Invitar al panel');
		await expect(page.getByText('0 de 1 comparaciones')).toHaveCount(5);
	});

	await test.step('each judges for themselves, one of them on a phone', async () => {
		await useSession(page, one, service.origin);
		await page.goto('/expertos');
		await page.getByRole('link', { name: TITLE }).click();
		await page.getByRole('link', { name: 'Los cuatro elementos' }).click();
		await judgeOnPhone(page, FALLING, 'Lo hecho pesa más.');
		await expect(page.getByText('Sus respuestas concuerdan entre sí')).toBeVisible();
		await expect(page.getByText('53.33 %')).toBeVisible();
		await expect(page.getByText('Lo que dijo el grupo')).toHaveCount(0);
		await Promise.all(
			others.map((token, i) => judge(token, 1, i < 2 ? FALLING : RISING, `Opinión ${i + 2}`)),
		);
	});

	await test.step('the first round comes back without names', async () => {
		await move('close_round', 1);
		await page.goto(`/expertos/${id}/elements`);
		await expect(page.getByText('W de Kendall 0.040')).toBeVisible();
		await expect(page.getByText('Las respuestas van de 8.0 a favor de')).toHaveCount(1);
		for (const said of ['Lo hecho pesa más.', 'Opinión 2', 'Opinión 5'])
			await expect(page.getByText(said)).toBeVisible();
		for (const name of NAMES.slice(1)) await expect(page.getByText(name)).toHaveCount(0);
	});

	await test.step('the second round agrees', async () => {
		await move('open_round', 2);
		await page.reload();
		await expect(page.getByText('Sus respuestas de la ronda anterior ya están puestas')).toBeVisible();
		await press(page, 'Guardar mis respuestas');
		await expect(page.getByText('Sus respuestas quedaron guardadas')).toBeVisible();
		await Promise.all(others.map((token, i) => judge(token, 2, i < 2 ? FALLING : SECOND_FIRST, '')));
		await move('close_round', 3);
		await page.reload();
		await expect(page.getByText('acuerdo casi completo: W de Kendall 0.904')).toBeVisible();
	});

	await test.step('the minutes are signed by each and say what the page shows', async () => {
		await move('end', 4);
		await page.goto(`/expertos/${id}`);
		const weights = await page.getByRole('row').filter({ hasText: '%' }).getByText('%').allInnerTexts();
		expect(weights.filter((_, i) => i % 2 === 0)).toEqual(AGREED.map(shown));
		const sha256 = await page.locator('input[name="sha256"]').getAttribute('value');
		await answer(page, { 'Leí el acta y la firmo': true });
		await press(page, 'Firmar el acta');
		await expect(page.getByText('Su firma quedó anotada en el acta.')).toBeVisible();
		for (const token of others)
			await sendForm(service, `/expertos/${id}`, { sha256: sha256!, agreed: 'on' }, token);

		await page.reload();
		await expect(page.getByText('Firmada', { exact: true })).toHaveCount(5);
		const content = await download(page, 'contenido en JSON');
		expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
		const pdf = await download(page, 'Descargar el acta en PDF');
		objectsOf(pdf);
		expect(factsOf(pdf)).toMatchObject({ Tagged: 'yes', Encrypted: 'no' });
		const text = textOf(pdf);
		for (const part of [TITLE, version, sha256!, 'Opinión 4', 'W de Kendall 0.904'])
			expect(text).toContain(part);
		for (const name of NAMES) {
			expect(text).toContain(`${name} Participó en las rondas 1 y 2`);
			expect(text).toContain(`${name} Firmó el`);
		}
		Object.values(ELEMENTS).forEach((title, i) =>
			expect(text).toContain(`${title} ${weights[2 * i]} ${weights[2 * i + 1]}`),
		);
	});
});

function mailOf(name: string): string {
	const plain = name.normalize('NFD').replace(/\p{M}/gu, '');
	return `${plain.toLowerCase().replace(' ', '.')}@panel.example`;
}

/** A copy of the model in force, in consultation. @returns its version */
async function consultedModel(service: Service, admin: string): Promise<string> {
	const created = await sendForm(service, '/admin/modelo', { from: 'shm-v1' }, admin);
	const version = new URL(created.headers.get('location')!, service.origin).pathname.split('/')[3]!;
	const consult = { move: 'consult', seen: '1', reason: 'Consulta al grupo de expertos.' };
	await sendForm(service, `/admin/modelo/${version}`, consult, admin);
	return version;
}

/** Opens a panel with all but the last of the experts. @returns its id */
async function openPanel(page: Page, version: string): Promise<string> {
	await page.goto('/admin/panel');
	await answer(page, { Nombre: TITLE, 'Versión que se consulta': version });
	const invited = page.getByRole('group', { name: 'A quién se invita' }).getByRole('checkbox');
	for (const box of await invited.all()) await box.uncheck();
	for (const name of NAMES.slice(0, 4)) await page.getByRole('checkbox', { name }).check();
	await press(page, 'Abrir el panel');
	await expect(page.getByText('El panel está listo')).toBeVisible();
	return new URL(page.url()).pathname.split('/')[3]!;
}

function judged(round: number, judgements: number[], comment: string): Record<string, string> {
	const answers = PAIRS.map((pair, place) => [pair, String(judgements[place])]);
	return { round: String(round), comment, ...Object.fromEntries(answers) };
}

async function judgeOnPhone(page: Page, judgements: number[], comment: string): Promise<void> {
	for (const [place, pair] of PAIRS.entries())
		await page.locator(`select[name="${pair}"]`).selectOption(String(judgements[place]));
	await answer(page, { 'Comentario para el grupo': comment });
	await press(page, 'Guardar mis respuestas');
}

async function download(page: Page, link: string): Promise<Buffer> {
	const arriving = page.waitForEvent('download');
	await page.getByRole('link', { name: link }).click();
	return readFile(await (await arriving).path());
}
