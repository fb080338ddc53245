import type { Page } from '@playwright/test';
import { apiOf, type Json } from './api.ts';
import { expect, test } from './fixtures.ts';
import { addProvenClaim, aSentCedula, expectStatus, register, signIn, takeCase } from './journeys.ts';
import { mailTo } from './mailbox.ts';
import { expectAccessible } from './pages/accessible.ts';
import { answer, answerDay, press, pressAndLoad } from './pages/fields.ts';
import { readNotice, useSession } from './pages/entrance.ts';
import { PASSWORD, POST_CLAIM, sample } from './people.ts';
import { shm, type Service } from './service.ts';
import { STAFF } from './staff.ts';

/** As a narrow phone shows it, or a window of 1280 pixels at 400 %. */
test.use({ viewport: { width: 320, height: 640 } });
test.describe.configure({ mode: 'parallel', timeout: 240_000 });

/** Judgements that contradict each other, as the form of a panel sends them. */
const STRAINED = {
	round: '1',
	'experience-academic': '9',
	'experience-certification': '-9',
	'experience-training': '9',
	'academic-certification': '9',
	'academic-training': '1',
	'certification-training': '-9',
};

async function visit(page: Page, paths: string[], status = 200): Promise<void> {
	for (const path of paths) {
		const response = await page.goto(path);
		expect(response?.status(), path).toBe(status);
		await expectAccessible(page);
	}
}

/** Presses a button that sends a form, and checks the page that answers. */
async function visitByPressing(page: Page, words: string): Promise<void> {
	await pressAndLoad(page, words);
	await expectAccessible(page);
}

async function asStaff(
	page: Page,
	service: Service,
	{ email, password }: { email: string; password: string },
) {
	const token = await signIn(service, email, password);
	await useSession(page, token, service.origin);
	return apiOf(service.origin, token);
}

test('what anybody may see', async ({ page }) => {
	await visit(page, [
		'/',
		'/entrar',
		'/recuperar',
		'/aviso-de-privacidad',
		'/politicas',
		'/accesibilidad',
		'/ayuda',
		'/como-se-califica',
		'/cursos',
	]);
	await visit(page, ['/no-existe'], 404);
	await visit(page, ['/cedula/registro', '/cedula/registro?aviso=otro&leido=true']);
	await readNotice(page);
	await expectAccessible(page);
	await visitByPressing(page, 'Crear mi cuenta');
	await page.goto('/entrar');
	await answer(page, { 'CURP o correo electrónico': 'nadie@correo.example', Contraseña: 'no es esta' });
	await visitByPressing(page, 'Entrar');
	await visit(page, ['/verificar']);
	await visit(page, ['/verificar/4K7M-9QXT-2HWD'], 404);
	for (const kind of ['confirmar', 'recuperar', 'invitacion', 'instalacion'])
		await visit(page, [`/${kind}/${'x'.repeat(43)}`]);
});

test('the home, the account and the sections of a cédula', async ({ page, service }) => {
	const { token } = await register(service);
	await useSession(page, token, service.origin);
	await visit(page, ['/mi', '/cedula', '/mi/ponderacion', '/mi/privacidad']);
	await visit(page, ['/mi/cuenta', '/mi/cuenta/correo', '/mi/cuenta/contrasena']);
	for (const section of ['identidad', 'contacto', 'puesto', 'habilidades', 'intereses'])
		await visit(page, [`/cedula/${section}`]);
});

test('the claims of a cédula that is being filled in', async ({ page, service }) => {
	const { api, token, person } = await register(service);
	await useSession(page, token, service.origin);
	for (const kind of ['formacion', 'experiencia', 'certificaciones', 'capacitacion']) {
		await visit(page, [`/cedula/${kind}`]);
		await page
			.getByRole('link', { name: /^Agregar/ })
			.first()
			.click();
		await expect(page.getByRole('button', { name: /^Guardar/ }).first()).toBeVisible();
		await expectAccessible(page);
	}
	const { id, evidenceId } = await addProvenClaim(api, POST_CLAIM, sample('documentos/doc-22.pdf'));
	await visit(page, ['/cedula/experiencia', `/cedula/experiencia/${id}`, `/cedula/experiencia/${id}/quitar`]);
	await visit(page, ['/cedula/revisar', '/cedula/documentos', `/cedula/documentos/${evidenceId}`]);
	const { link } = await mailTo(service.mailFolder, person.email, /Confirme su correo/);
	await visit(page, [link]);
});

test('forms that were refused', async ({ page, service }) => {
	const { api, token } = await register(service);
	await useSession(page, token, service.origin);
	await page.goto('/cedula/puesto');
	await answer(page, { 'Ayuntamiento u organismo': 'ñ'.repeat(300), Puesto: 'ñ'.repeat(300) });
	await visitByPressing(page, 'Guardar y continuar');
	await page.goto('/cedula/capacitacion');
	await page.getByRole('link', { name: 'Agregar un curso o conferencia' }).click();
	await answer(page, { 'Duración en horas': 'muchas' });
	await answerDay(page, '¿Cuándo empezó?', '31', '2', '2020');
	await visitByPressing(page, 'Guardar y agregar el documento');
	await page.goto('/cedula/contacto');
	expectStatus(await api.patch('/me/cedula', { contact: { phone: '7221111111' } }), 200);
	await answer(page, { Teléfono: '722 222 2222' });
	await press(page, 'Guardar y continuar');
	await expect(page.getByText('Hay dos versiones de esta página')).toBeVisible();
	await expectAccessible(page);
	expectStatus(await api.delete('/sessions/current'), 204);
	await press(page, 'Guardar lo que escribí');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Su sesión terminó');
	await expectAccessible(page);
});

test('a cédula on its way, for the person and for the reviewer', async ({ browser, page, service }) => {
	const sent = await aSentCedula(service);
	const reviewing = await browser.newPage({ baseURL: service.origin, viewport: page.viewportSize() });
	const reviewer = await asStaff(reviewing, service, STAFF.reviewer);
	await useSession(page, sent.token, service.origin);
	await visit(page, ['/mi', '/cedula', `/cedula/acuse/${sent.folio}?enviada`, '/cedula/retirar']);
	await visit(page, ['/cedula/historial']);
	await visit(page, [`/cedula/formacion/${sent.claimId}`]);
	await visit(reviewing, [
		'/validacion',
		'/validacion?lista=vencidas',
		'/validacion?lista=avisos',
		'/validacion/mi-trabajo',
		`/validacion/${sent.folio}`,
	]);
	await visitByPressing(reviewing, 'Tomar esta cédula');
	for (const closed of await reviewing.locator('summary').all())
		if (await closed.isVisible()) await closed.click();
	await expectAccessible(reviewing);
	await reviewing
		.getByRole('button', { name: /^Observar$/ })
		.first()
		.click();
	await expect(reviewing.getByRole('alert').first()).toBeVisible();
	await expectAccessible(reviewing);
	await decideAll(reviewer, sent.folio, { verdict: 'observed', reason: 'illegible' });
	expectStatus(await reviewer.post(`/review/submissions/${sent.folio}/return`), 200);
	await visit(reviewing, [`/validacion?resultado=devuelta&folio=${sent.folio}`, `/validacion/${sent.folio}`]);
	await visit(page, ['/mi', '/cedula', '/cedula/observaciones', `/cedula/formacion/${sent.claimId}`]);
	await reviewing.close();
});

test('a cédula with its dictamen, and the bank', async ({ browser, page, service }) => {
	const sent = await aSentCedula(service);
	expectStatus(await sent.api.put('/me/consents', { bank: true }), 200);
	const reviewing = await browser.newPage({ baseURL: service.origin, viewport: page.viewportSize() });
	const token = await signIn(service, STAFF.reviewer.email, STAFF.reviewer.password);
	await useSession(reviewing, token, service.origin);
	const reviewer = apiOf(service.origin, token);
	await takeCase(service, token, sent.folio);
	await decideAll(reviewer, sent.folio, { verdict: 'accepted' });
	expectStatus(
		await reviewer.post(`/review/submissions/${sent.folio}/rating`, { identityAttested: true }),
		201,
	);
	await visit(reviewing, ['/banco', '/banco?q=nadie-se-llama-asi', `/validacion/${sent.folio}`]);
	const { items } = expectStatus(await reviewer.get('/bank?q=itzel'), 200);
	await visit(reviewing, [`/banco/${items[0].id}`]);
	await useSession(page, sent.token, service.origin);
	await visit(page, ['/mi', '/mi/ponderacion', '/cedula', '/cedula/revisar', '/mi/privacidad', '/mi/cuenta']);
	await visit(page, ['/mi/ponderacion/que-pasaria?finance=1&course=1', '/mi/ponderacion/constancia']);
	await visit(page, ['/mi/ponderacion/aclaracion/pedir']);
	await visitByPressing(page, 'Enviar mi aclaración');
	const reasons = { A1: 'El título es de licenciatura.' };
	const { id } = expectStatus(await sent.api.post('/me/rating/appeal', { reasons }), 201);
	await visit(page, ['/mi/ponderacion/aclaracion']);
	await visit(reviewing, ['/validacion/aclaraciones']);
	await asStaff(reviewing, service, STAFF.admin);
	await visit(reviewing, ['/validacion/aclaraciones', `/validacion/aclaraciones/${id}`]);
	await press(reviewing, 'Tomar esta aclaración');
	await answerFromKeyboard(reviewing);
	await reviewing.close();
});

/** Changes a criterion without a claim behind it: the answer is refused, says why and keeps what was typed. */
async function answerFromKeyboard(page: Page): Promise<void> {
	await expect(page.getByRole('button', { name: /^Responder la aclaración\s*E$/ })).toBeVisible();
	await page.keyboard.press('j');
	await expect(page.locator('#criterio-A1')).toBeFocused();
	await page.keyboard.press('j');
	await page.keyboard.press('r');
	await expect(page.getByLabel('Motivo del rechazo').first()).toBeFocused();
	await page.keyboard.press('Escape');
	await page.keyboard.press('a');
	await page.keyboard.press('m');
	const explanation = page.getByLabel('Explicación para la persona (A1)');
	await expect(explanation).toBeFocused();
	await page.keyboard.type('Es de licenciatura.');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('status')).toHaveText('El criterio está respondido.');
	const answered = page.waitForEvent('domcontentloaded');
	await page.keyboard.press('e');
	await answered;
	await expect(page.getByRole('alert')).toContainText('cambie la decisión de al menos un renglón');
	await expect(explanation).toHaveValue('Es de licenciatura.');
	await expectAccessible(page);
}

test('the administration', async ({ page, service }) => {
	await asStaff(page, service, STAFF.admin);
	await visit(page, [
		'/admin',
		'/admin/carga',
		'/validacion/concordancia',
		'/admin/correo',
		'/admin/personal',
		'/admin/llaves',
		'/admin/curp',
		'/admin/modelo',
		'/admin/modelo/importar',
		'/admin/modelo/reponderar',
		'/admin/modelo/reponderar/reducciones',
		'/admin/modelo/shm-v1',
		'/admin/modelo/shm-v1/diferencias',
		'/admin/modelo/shm-v1/prueba',
		'/admin/calendario',
		'/admin/calendario/cambiar?que=dia',
		'/admin/calendario/revisar?what=cut-off&cutOff=17:00&version=0',
		'/admin/cursos',
		'/admin/cursos/nuevo',
	]);
	await visit(page, ['/admin/importar', '/admin/modulo']);
	await page.goto('/admin/personal');
	await visitByPressing(page, 'Invitar');
});

test('a panel of experts', async ({ page, service }) => {
	await asStaff(page, service, STAFF.admin);
	const expert = { email: 'elena.robles@instituto.example', password: PASSWORD };
	const account = ['--email', expert.email, '--name', 'Elena Robles', '--role', 'expert'];
	const made = await shm(service, ['user', 'create', ...account], PASSWORD);
	expect(made.errors).toBe('');
	const send = (path: string, form: Record<string, string>) =>
		page.request.post(path, { form, headers: { origin: service.origin } });
	for (const name of ['Araceli', 'Bernardo'])
		await send('/admin/personal?/invite', { name, email: `${name}@instituto.example`, roles: 'expert' });
	await page.goto('/admin/modelo');
	await pressAndLoad(page, 'Crear un borrador');
	const version = new URL(page.url()).pathname.split('/')[3]!;
	await send(`/admin/modelo/${version}`, { move: 'consult', seen: '1', reason: 'Consulta.' });
	await visit(page, ['/admin/panel']);
	await answer(page, { Nombre: 'Panel de expertos' });
	await visitByPressing(page, 'Abrir el panel');
	const id = new URL(page.url()).pathname.split('/')[3]!;
	await send(`/admin/panel/${id}?/mover`, { move: 'open_round', seen: '0' });
	await asStaff(page, service, expert);
	await send(`/expertos/${id}/elements`, STRAINED);
	await visit(page, ['/expertos', `/expertos/${id}`, `/expertos/${id}/elements`]);
	await expect(page.getByText('La que más se aparta')).toBeVisible();
});

/** Gives every claim of a case the same verdict. */
async function decideAll(reviewer: ReturnType<typeof apiOf>, folio: string, verdict: Json): Promise<void> {
	const { claims } = expectStatus(await reviewer.get(`/review/submissions/${folio}`), 200);
	for (const { id, revision } of claims)
		expectStatus(await reviewer.post(`/review/claims/${id}/verdict`, { revision, ...verdict }), 200);
}
