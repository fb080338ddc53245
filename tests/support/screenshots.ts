/*
 * Pictures of the main job, to look at: node tests/support/screenshots.ts OUT_DIR [light|dark]
 * Starts a service of its own on the present build, walks the job and saves each page at 360 and 1280 pixels.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { apiOf } from '../e2e/api.ts';
import { addProvenClaim, confirmEmail, expectStatus, signIn, takeCase } from '../e2e/journeys.ts';
import { accept, claimPanel, issue } from '../e2e/pages/bench.ts';
import { addDegree, attachChecked, checkAndSend, fillContact, fillPost } from '../e2e/pages/cedula.ts';
import { readNotice, registerByHand, useSession } from '../e2e/pages/entrance.ts';
import { answer, answerDay, press } from '../e2e/pages/fields.ts';
import { anaSofia, POST_CLAIM, sample, samplePath } from '../e2e/people.ts';
import { startService, type Service } from '../e2e/service.ts';
import { createFirstAdmin, inviteReviewer, STAFF, type StaffMember } from '../e2e/staff.ts';

const WIDTHS = [360, 1280];
const [folder = 'screenshots', scheme = 'light'] = process.argv.slice(2);
const ana = anaSofia();
let taken = 0;

await mkdir(folder, { recursive: true });
const { service, stop } = await startService();
const browser = await chromium.launch({
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu'],
});
try {
	await walk(browser, service);
} finally {
	await browser.close();
	await stop();
}

async function walk(browser: Browser, service: Service): Promise<void> {
	await createFirstAdmin(service);
	await inviteReviewer(service, STAFF.reviewer);
	const person = await atABrowser(browser, service);
	const folio = await fillInAndSend(person, service);
	const reviewer = await asStaff(browser, service, STAFF.reviewer);
	await decide(reviewer, service, folio);
	await readRating(person);
	await reviewer.goto('/banco');
	await shoot(reviewer, 'bank');
	const admin = await asStaff(browser, service, STAFF.admin);
	for (const [name, path] of [
		['admin', '/admin'],
		['admin-mail', '/admin/correo'],
		['admin-staff', '/admin/personal'],
		['admin-keys', '/admin/llaves'],
	] as const) {
		await admin.goto(path);
		await shoot(admin, name);
	}
}

async function fillInAndSend(page: Page, service: Service): Promise<string> {
	await page.goto('/');
	await shoot(page, 'landing');
	await page.goto('/cedula/registro');
	await shoot(page, 'registration-notice');
	await readNotice(page);
	await press(page, 'Crear mi cuenta');
	await shoot(page, 'registration-errors');
	await registerByHand(page, ana);
	await shoot(page, 'task-list-empty');
	await fillContact(page);
	await fillPost(page);
	await page.goto('/cedula/formacion');
	await page.getByRole('link', { name: 'Agregar un estudio' }).click();
	await answer(page, { 'Número de cédula profesional': '12345', 'Carrera o programa': 'ñ'.repeat(300) });
	await answerDay(page, '¿Cuándo concluyó?', '31', '2', '2020');
	await press(page, 'Guardar y agregar el documento');
	await shoot(page, 'claim-errors');
	await addDegree(page);
	await attachChecked(page, samplePath('documentos/doc-01.pdf'));
	await shoot(page, 'claim-with-document');
	await shootAt(page, '/cedula', 'task-list');
	await shootAt(page, '/cedula/revisar', 'missing');
	await confirmEmail(service, ana.email);
	const api = apiOf(service.origin, await signIn(service, ana.curp, ana.password));
	await addProvenClaim(api, POST_CLAIM, sample('documentos/doc-04.pdf'));
	await shootAt(page, '/cedula/revisar', 'check-answers');
	const folio = await checkAndSend(page);
	await shoot(page, 'acknowledgement');
	await shootAt(page, '/mi', 'home-sent');
	return folio;
}

async function decide(page: Page, service: Service, folio: string): Promise<void> {
	await shootAt(page, '/validacion', 'queue');
	const token = await signIn(service, STAFF.reviewer.email, STAFF.reviewer.password);
	await takeCase(service, token, folio);
	await page.goto(`/validacion/${folio}`);
	await accept(page, 'Licenciatura en Contaduría');
	await shoot(page, 'case');
	const panel = claimPanel(page, 'Analista de egresos');
	await panel.locator('summary', { hasText: 'Observar o rechazar' }).click();
	await shoot(page, 'case-observing');
	await accept(page, 'Analista de egresos');
	await issue(page);
	await page.getByText('Se emitió el dictamen').waitFor();
	await shoot(page, 'queue-after');
}

async function readRating(page: Page): Promise<void> {
	await shootAt(page, '/mi', 'home-rated');
	await shootAt(page, '/mi/ponderacion', 'rating');
	const token = (await page.context().cookies()).find(({ name }) => name === 'shm_session')?.value;
	const api = apiOf(new URL(page.url()).origin, token);
	expectStatus(await api.put('/me/consents', { bank: true }), 200);
	await shootAt(page, '/mi/privacidad', 'privacy');
}

async function asStaff(browser: Browser, service: Service, { email, password }: StaffMember): Promise<Page> {
	const page = await atABrowser(browser, service);
	await useSession(page, await signIn(service, email, password), service.origin);
	return page;
}

function atABrowser(browser: Browser, { origin }: Service): Promise<Page> {
	const colorScheme = scheme === 'dark' ? 'dark' : 'light';
	return browser.newPage({ baseURL: origin, locale: 'es-MX', colorScheme });
}

async function shootAt(page: Page, path: string, name: string): Promise<void> {
	await page.goto(path);
	await shoot(page, name);
}

/** Saves the page as it stands, whole, at each width, numbered in the order of the walk. */
async function shoot(page: Page, name: string): Promise<void> {
	const number = String(++taken).padStart(2, '0');
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: width < 600 ? 740 : 860 });
		await page.evaluate(() => scrollTo(0, 0));
		await page.screenshot({ path: join(folder, `${number}-${name}-${width}.png`), fullPage: true });
	}
}
