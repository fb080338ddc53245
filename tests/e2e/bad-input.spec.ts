import { apiOf } from './api.ts';
import { inDatabase } from './database.ts';
import { expect, test } from './fixtures.ts';
import { aReadyPerson, aSentCedula, expectStatus, register, type Registered } from './journeys.ts';
import { mailTo, messagesTo } from './mailbox.ts';
import { CONTACT, declare, POST } from './pages/cedula.ts';
import { fillAccount, readNotice, useSession } from './pages/entrance.ts';
import { answer, answerDay, press } from './pages/fields.ts';
import { expectLinkedProblems, expectProblems, statusOfPost } from './pages/refused.ts';
import { somebody } from './people.ts';

test.describe.configure({ mode: 'parallel' });

let me: Registered;

/** Signs the browser in as somebody new. */
test.beforeEach(async ({ page, service }, { title }) => {
	if (title.startsWith('a visitor')) return;
	me = await register(service);
	await useSession(page, me.token, service.origin);
});

test.describe('registering', () => {
	test('a visitor is told what is wrong with a CURP, and everything else typed stays', async ({ page }) => {
		const person = somebody();
		await readNotice(page);
		const wrong = [
			'',
			'GODE561232HMCRRS07',
			`${person.curp.slice(0, 4)}491231${person.curp.slice(10, 16)}A0`,
		];
		for (const curp of wrong) {
			await fillAccount(page, { ...person, curp });
			expect(await statusOfPost(page, () => press(page, 'Crear mi cuenta'))).toBe(422);
			await expect(page.getByLabel('CURP')).toHaveValue(curp);
			await expect(page.getByLabel('CURP')).toHaveAttribute('aria-invalid', 'true');
			await expectLinkedProblems(page);
			await expect(page.getByLabel('Correo electrónico')).toHaveValue(person.email);
			await expect(page.getByLabel('Contraseña', { exact: true })).toHaveValue('');
		}
		await fillAccount(page, person);
		await press(page, 'Crear mi cuenta');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mi cédula');
	});

	test('a visitor cannot take a CURP that is held, nor learns of whom it is', async ({ page, service }) => {
		const { person } = await register(service);
		await readNotice(page);
		await fillAccount(page, { ...somebody(), curp: person.curp });
		expect(await statusOfPost(page, () => press(page, 'Crear mi cuenta'))).toBe(409);
		await expectProblems(page, [/^Ya hay un registro con esta CURP. Si es suya, entre con su CURP/]);
		await expect(page.getByRole('main')).not.toContainText(person.email);
	});

	test('a visitor who sends nothing is shown each field that is needed', async ({ page }) => {
		await readNotice(page);
		expect(await statusOfPost(page, () => press(page, 'Crear mi cuenta'))).toBe(422);
		await expectLinkedProblems(page);
		await expect(page.getByRole('alert').getByRole('link')).toHaveCount(5);
	});

	test('a visitor who presses twice has one account and can enter', async ({ page, service }) => {
		const person = somebody();
		await readNotice(page);
		await fillAccount(page, person);
		await page.getByRole('button', { name: 'Crear mi cuenta' }).dblclick();
		await expect(
			page
				.getByText('Mi cédula')
				.or(page.getByText(/entre con su CURP y su contraseña/))
				.first(),
		).toBeVisible();
		const { curp: identifier, password } = person;
		const session = await apiOf(service.origin).post('/sessions', { identifier, password });
		const { claims } = expectStatus(await apiOf(service.origin, session.body.token).get('/me/cedula'), 200);
		expect(claims).toEqual([]);
	});
});

test.describe('values', () => {
	test('that only look dangerous are kept as typed and shown as text', async ({ page }) => {
		const value = `"><img src=x onerror=alert(1)> =SUM(1) {{7*7}} '; DROP TABLE profile; --`;
		await page.goto('/cedula/puesto');
		await answer(page, { ...POST, Puesto: value });
		await press(page, 'Guardar y continuar');
		await expect(page.getByText(/^Guardado a las/)).toBeVisible();
		await page.goto('/cedula/puesto');
		await expect(page.getByLabel('Puesto', { exact: true })).toHaveValue(value);
		await page.goto('/cedula/revisar');
		await expect(page.getByRole('main')).toContainText(value);
	});

	test('that are too long, or not what is asked for, are refused and stay', async ({ page }) => {
		await page.goto('/cedula/contacto');
		await answer(page, { ...CONTACT, Teléfono: '12345' });
		expect(await statusOfPost(page, () => press(page, 'Guardar y continuar'))).toBe(422);
		await expectProblems(page, [/^Escriba los 10 dígitos del teléfono/]);
		await expectLinkedProblems(page);
		await expect(page.getByLabel('Teléfono')).toHaveValue('12345');
		await expect(page.getByLabel('Municipio donde vive')).toHaveValue('Toluca');
		await page.goto('/cedula/puesto');
		const long = 'ñ'.repeat(10_000);
		await answer(page, { ...POST, 'Ayuntamiento u organismo': long });
		expect(await statusOfPost(page, () => press(page, 'Guardar y continuar'))).toBe(422);
		await expectProblems(page, ['Ayuntamiento u organismo: use como máximo 200 caracteres.']);
		await expect(page.getByLabel('Ayuntamiento u organismo')).toHaveValue(long);
		expect(await sectionStates()).toMatchObject({ contact: 'not_started', post: 'not_started' });
	});
});

test('pressing twice gives one folio and one message', async ({ page, service }) => {
	const ready = await aReadyPerson(service);
	await useSession(page, ready.token, service.origin);
	await page.goto('/cedula/revisar');
	await declare(page);
	await page.getByRole('button', { name: 'Enviar mi cédula a validación' }).dblclick();
	await expect(page.getByRole('heading', { level: 1, name: 'Acuse de recibo' })).toBeVisible();
	const { email, curp } = ready.person;
	const { folio } = expectStatus(await ready.api.get('/me/submission'), 200);
	await mailTo(service.mailFolder, email, new RegExp(folio));
	const rows = await inDatabase(
		service,
		'select folio from submission join profile on profile.id = profile_id join account on account.profile_id = profile.id where email = $1',
		[email],
	);
	expect(rows, curp).toEqual([{ folio }]);
	const receipts = (await messagesTo(service.mailFolder, email)).filter(({ subject }) =>
		/folio/.test(subject),
	);
	expect(receipts).toHaveLength(1);
});

test('a stale tab shows both versions and loses neither', async ({ page, context }) => {
	await page.goto('/cedula/puesto');
	const other = await context.newPage();
	await other.goto('/cedula/puesto');
	await answer(other, { 'Ayuntamiento u organismo': 'Ayuntamiento de Metepec' });
	await press(other, 'Guardar y continuar');
	await expect(other.getByText(/^Guardado a las/)).toBeVisible();
	await answer(page, { 'Ayuntamiento u organismo': 'Ayuntamiento de Toluca' });
	expect(await statusOfPost(page, () => press(page, 'Guardar y continuar'))).toBe(409);
	await expect(page.getByText('Hay dos versiones de esta página')).toBeVisible();
	await expect(page.getByRole('definition')).toHaveText([
		'Lo que escribió aquí: Ayuntamiento de Toluca',
		'Lo que está guardado: Ayuntamiento de Metepec',
	]);
	expect(await entity()).toBe('Ayuntamiento de Metepec');
	await press(page, 'Guardar lo que escribí');
	await expect(page.getByText(/^Guardado a las/)).toBeVisible();
	expect(await entity()).toBe('Ayuntamiento de Toluca');
});

test.describe('links in messages', () => {
	test('that were used say so and where to go', async ({ page, service }) => {
		const { link } = await mailTo(service.mailFolder, me.person.email, /Confirme su correo/);
		const stale = await page.context().newPage();
		for (const tab of [page, stale]) await tab.goto(link);
		await press(page, 'Confirmar mi correo');
		await expect(page).not.toHaveURL(link);
		expect(await statusOfPost(stale, () => press(stale, 'Confirmar mi correo'))).toBe(409);
		await expect(stale.getByRole('main')).toContainText('Este enlace ya se usó');
		await page.goto(link);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('El enlace ya no sirve');
		await page.getByRole('link', { name: 'Ver mi cuenta' }).click();
		await expect(page.getByRole('main')).toContainText('Confirmado');
	});

	test('that expired offer a new one, which works', async ({ page, service }) => {
		const { email } = me.person;
		const { link } = await mailTo(service.mailFolder, email, /Confirme su correo/);
		await inDatabase(
			service,
			"update account_link set expires_at = now() - interval '1 day' where account_id = (select id from account where email = $1)",
			[email],
		);
		await page.goto(link);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('El enlace venció');
		await press(page, 'Enviarme otro enlace');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Le enviamos otro enlace');
		await expect.poll(async () => (await messagesTo(service.mailFolder, email)).length).toBe(2);
		await page.goto((await mailTo(service.mailFolder, email, /Confirme su correo/)).link);
		await press(page, 'Confirmar mi correo');
		await expect(page.getByText('Su correo quedó confirmado').first()).toBeVisible();
	});

	test('that were never sent say no more than used ones', async ({ page, service }) => {
		for (const kind of ['confirmar', 'recuperar', 'invitacion', 'instalacion']) {
			await page.goto(`${service.origin}/${kind}/${'x'.repeat(43)}`);
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(/ya no sirve$/);
		}
	});
});

test('a session that ended gives back what was typed, and takes it after signing in again', async ({
	page,
	context,
	service,
}) => {
	await page.goto('/cedula/puesto');
	await answer(page, POST);
	await answerDay(page, '¿Desde cuándo ocupa este puesto?', '', '3', '2021');
	expectStatus(await me.api.delete('/sessions/current'), 204);
	expect(await statusOfPost(page, () => press(page, 'Guardar y continuar'))).toBe(401);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Su sesión terminó');
	const [other] = await Promise.all([
		context.waitForEvent('page'),
		page.getByRole('link', { name: 'Entre en otra pestaña' }).click(),
	]);
	await answer(other, { 'CURP o correo electrónico': me.person.curp, Contraseña: me.person.password });
	await press(other, 'Entrar');
	await expect(other).toHaveURL(`${service.origin}/mi`);
	await press(page, 'Enviar otra vez lo que escribí');
	await expect(page.getByText(/^Guardado a las/)).toBeVisible();
	await page.goto('/cedula/puesto');
	await expect(page.getByLabel('Ayuntamiento u organismo')).toHaveValue('Ayuntamiento de Toluca');
});

test("another person's things are not there", async ({ page, service }) => {
	const other = await aSentCedula(service);
	const { claims } = expectStatus(await other.api.get('/me/cedula'), 200);
	const file = claims[0].evidence[0].id;
	const status = async (path: string) => (await page.goto(path))?.status();
	expect(await status(`/cedula/acuse/${other.folio}`)).toBe(404);
	expect(await status(`/api/v1/me/evidence/${file}/file`)).toBe(404);
	expect(await status(`/api/v1/me/evidence/${file}/pages/1`)).toBe(404);
	expect(await status(`/cedula/formacion/${other.claimId}/quitar`)).toBe(404);
	for (const path of ['/validacion', `/validacion/${other.folio}`, '/banco', '/admin', '/admin/personal'])
		expect(await status(path), path).toBe(403);
	await page.goto(`/cedula/formacion/${other.claimId}`);
	await expect(page.getByLabel('Carrera o programa')).toHaveValue('');
	await answer(page, { 'Carrera o programa': 'Mía' });
	expect(await statusOfPost(page, () => press(page, 'Guardar y agregar el documento'))).toBe(404);
	const after = expectStatus(await other.api.get('/me/cedula'), 200);
	expect(after.claims).toEqual(claims);
});

test('a page that does not exist says so and leads home', async ({ page }) => {
	for (const path of ['/no-existe', '/cedula/no-existe', '/mi/%00', '/cedula/formacion/no-es-un-id']) {
		expect((await page.goto(path))?.status(), path).toBe(404);
		await expect(page.getByRole('link', { name: 'Ir a mi inicio' })).toBeVisible();
	}
});

test('a form of another site changes nothing', async ({ page, service }) => {
	for (const origin of ['https://otro.example', 'null']) {
		const response = await page.request.post(`${service.origin}/cedula/contacto`, {
			headers: { origin },
			form: { 'contact.phone': '7229999999' },
		});
		expect(response.status()).toBe(403);
	}
	expect(await sectionStates()).toMatchObject({ contact: 'not_started' });
});

async function sectionStates(): Promise<Record<string, string>> {
	const { sections } = expectStatus(await me.api.get('/me/cedula'), 200);
	return Object.fromEntries(
		Object.entries<{ state: string }>(sections).map(([name, { state }]) => [name, state]),
	);
}

async function entity(): Promise<string> {
	return expectStatus(await me.api.get('/me/cedula'), 200).sections.post.data.entity;
}
