import type { Browser, Page } from '@playwright/test';
import { expect, listen, test } from './fixtures.ts';
import { mailTo } from './mailbox.ts';
import { accept, claimPanel, issue, observe, takeNext } from './pages/bench.ts';
import { addDegree, attachChecked, checkAndSend, declare, fillContact, fillPost } from './pages/cedula.ts';
import { registerByHand } from './pages/entrance.ts';
import { answer, press } from './pages/fields.ts';
import { anaSofia, samplePath } from './people.ts';
import type { Service } from './service.ts';
import { STAFF } from './staff.ts';

test.use({ instance: 'main-job' });
test.describe.configure({ mode: 'serial' });

const ana = anaSofia();
const complaints: string[] = [];
let admin: Page;
let reviewer: Page;
let person: Page;
let folio = '';

test.beforeAll(async ({ browser, service }) => {
	[admin, reviewer, person] = [
		await atABrowser(browser, service),
		await atABrowser(browser, service),
		await atABrowser(browser, service),
	];
});

test.afterEach(() => expect(complaints, 'nothing unexpected in the console').toEqual([]));

async function atABrowser(browser: Browser, { origin }: Service): Promise<Page> {
	const { javaScriptEnabled } = test.info().project.use;
	const page = await browser.newPage({ baseURL: origin, javaScriptEnabled, locale: 'es-MX' });
	listen(page, complaints);
	return page;
}

test('the first administrator is created by the printed link, once', async ({ service }) => {
	await admin.goto(service.firstAdminLink);
	const { name, email, password } = STAFF.admin;
	await answer(admin, { 'Nombre completo': name, 'Correo electrónico': email, Contraseña: password });
	await press(admin, 'Crear mi cuenta');
	await expect(admin).toHaveURL(/\/admin$/);
	await reviewer.goto(service.firstAdminLink);
	await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText('El enlace ya no sirve');
});

test('the administrator invites a reviewer, who chooses a password', async ({ service }) => {
	const { name, email, password } = STAFF.reviewer;
	await admin.goto('/admin/personal');
	await answer(admin, { 'Nombre completo': name, 'Correo electrónico': email, Validador: true });
	await press(admin, 'Invitar');
	await expect(admin).toHaveURL(/aviso=invitacion/);
	await expect(admin.getByText(name).first()).toBeVisible();
	const { link } = await mailTo(service.mailFolder, email, /./);
	await reviewer.goto(link);
	await answer(reviewer, { Contraseña: password });
	await press(reviewer, 'Activar mi cuenta');
	await expect(reviewer.getByRole('heading', { level: 1, name: 'Cédulas por validar' })).toBeVisible();
	await expect(reviewer.getByText('No hay cédulas por validar')).toBeVisible();
});

test('a person reads the notice and registers', async () => {
	await person.goto('/');
	await person.getByRole('link', { name: 'Iniciar o continuar mi cédula' }).click();
	await press(person, 'Continuar');
	await expect(person.getByRole('alert')).toContainText('lea el aviso y marque la casilla');
	await registerByHand(person, ana);
});

test('the task list says what is missing and leads there', async () => {
	const missing = person.getByRole('complementary', { name: 'Enviar mi cédula' });
	await expect(missing).toContainText('Confirme su correo');
	await expect(missing).toContainText('Agregue al menos un estudio o un empleo.');
	await missing.getByRole('listitem').filter({ hasText: 'Contacto' }).getByRole('link').click();
	await expect(person).toHaveURL(/\/cedula\/contacto/);
	await fillContact(person);
	await fillPost(person);
	await expect(missing).not.toContainText('Contacto');
	await expect(missing).not.toContainText('Puesto actual');
});

test('the person adds a degree with its document', async () => {
	await addDegree(person);
	await person.goto('/cedula/revisar');
	await expect(person.getByText('Agregue al menos un documento que lo pruebe.')).toBeVisible();
	await person.getByRole('link', { name: 'Agregue al menos un documento que lo pruebe.' }).click();
	await attachChecked(person, samplePath('documentos/doc-01.pdf'));
	await person.getByRole('link', { name: 'Terminé con este renglón' }).click();
	await expect(person.getByRole('main')).toContainText('1 documento');
});

test('the person confirms the e-mail, which was all that was missing', async ({ service }) => {
	await person.goto('/mi');
	await expect(person.getByRole('heading', { name: 'Confirme su correo' })).toBeVisible();
	const { link } = await mailTo(service.mailFolder, ana.email, /Confirme su correo/);
	await person.goto(link);
	await press(person, 'Confirmar mi correo');
	await person.goto('/mi');
	await person.getByRole('link', { name: 'Revisar y enviar mi cédula' }).click();
});

test('the person checks the answers and gets a folio and a date', async ({ service }) => {
	for (const words of [ana.curp, 'Ayuntamiento de Toluca', '722 123 4567', '3498994', 'doc-01.pdf'])
		await expect(person.getByRole('main')).toContainText(words);
	await press(person, 'Enviar mi cédula a validación');
	await expect(person.getByRole('alert')).toContainText('marque que lo que declara es verdad');
	folio = await checkAndSend(person);
	expect(folio).toMatch(/^SHM-\d{4}-000001$/);
	await expect(person.getByRole('article')).toContainText(/Respuesta a más tardar/);
	const { body } = await mailTo(service.mailFolder, ana.email, new RegExp(folio));
	expect(body).toContain(folio);
});

test('the reviewer takes it and sees the document beside what was declared', async () => {
	expect(await takeNext(reviewer)).toBe(folio);
	await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText('Ana Sofía Figueroa Ordóñez');
	await expect(reviewer.getByText(ana.curp).first()).toBeVisible();
	const panel = claimPanel(reviewer, 'Licenciatura en Contaduría');
	await expect(panel).toContainText('Escuela Superior de Comercio y Hacienda Pública');
	await expect(panel).toContainText('doc-01.pdf');
	const page = reviewer.getByRole('region', { name: 'Documentos' }).getByRole('img').first();
	await expect(page).toBeVisible();
	expect(
		await page.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
	).toBeGreaterThan(500);
});

test('the reviewer observes the degree and returns the cédula', async () => {
	await observe(
		reviewer,
		'Licenciatura en Contaduría',
		'El documento no se lee',
		'La parte de abajo está cortada.',
	);
	await reviewer.getByRole('button', { name: /^Devolver/ }).click();
	await expect(reviewer.getByText(`Se devolvió ${folio}`)).toBeVisible();
});

test('the person reads what to do, corrects it and sends it with the same folio', async () => {
	await person.goto('/mi');
	await person.getByRole('link', { name: 'Ver qué debo corregir y responder' }).click();
	await expect(person.getByRole('main')).toContainText('El documento no se lee');
	await expect(person.getByRole('main')).toContainText('La parte de abajo está cortada.');
	await person.getByRole('link', { name: /^Corregir/ }).click();
	await attachChecked(person, samplePath('documentos/doc-02.pdf'));
	await person.goto('/cedula/observaciones');
	await expect(person.getByText('Corregido', { exact: true })).toBeVisible();
	await declare(person);
	await press(person, 'Enviar mis correcciones');
	await expect(person.getByText('Recibimos su respuesta.')).toBeVisible();
	await expect(person.getByRole('article')).toContainText(folio);
});

test('the reviewer accepts, attests the identity and issues the dictamen', async ({ service }) => {
	expect(await takeNext(reviewer)).toBe(folio);
	await accept(reviewer, 'Licenciatura en Contaduría');
	await issue(reviewer);
	await expect(reviewer.getByText(`Se emitió el dictamen de ${folio}`)).toBeVisible();
	await mailTo(service.mailFolder, ana.email, /dictamen/);
});

test('the person sees the stars and the reason of each point', async () => {
	await person.goto('/mi');
	await person.getByRole('link', { name: 'Ver mi dictamen' }).click();
	await expect(person.getByRole('heading', { level: 1, name: 'Mi ponderación' })).toBeVisible();
	await expect(person.getByText(/^\d\.\d de 5/).first()).toBeVisible();
	await expect(person.getByText(STAFF.reviewer.name)).toBeVisible();
	await expect(person.getByRole('main')).toContainText('Licenciatura en Contaduría');
	await expect(person.getByRole('main')).toContainText('doc-01.pdf');
});

test('the person is found in the bank once they consent, and sees who looked', async () => {
	const search = async () => {
		await reviewer.goto('/banco');
		await answer(reviewer, { 'Nombre, puesto o estudios': 'figueroa' });
		await press(reviewer, 'Buscar');
	};
	await search();
	await expect(reviewer.getByText('Nadie coincide con su búsqueda')).toBeVisible();
	await person.goto('/mi/privacidad');
	const bank = person.getByRole('group', { name: 'Aparecer en el banco' });
	await bank.getByLabel('Sí, lo permito').check();
	await press(person, 'Guardar mis decisiones');
	await expect(person.getByText('Guardamos sus decisiones.')).toBeVisible();
	await search();
	await reviewer.getByRole('link', { name: 'Ana Sofía Figueroa Ordóñez' }).click();
	await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText('Ana Sofía Figueroa Ordóñez');
	await expect(reviewer.getByRole('main')).not.toContainText(ana.curp);
	await person.goto('/mi/privacidad');
	await expect(person.getByRole('table')).toContainText('Consulta del Banco de Capital Humano Hacendario');
});

test('leaving ends the session', async () => {
	await person.goto('/salir');
	await press(person, 'Cerrar mi sesión');
	await person.goto('/mi');
	await expect(person).toHaveURL(/\/entrar/);
});
