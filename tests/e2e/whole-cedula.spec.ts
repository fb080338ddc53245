import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { apiOf, someAddress, type Api, type Json } from './api.ts';
import { CAREER, yolotzin, type CareerItem } from './career.ts';
import { expect, test } from './fixtures.ts';
import { checkedEvidence, confirmEmail, expectStatus, signIn } from './journeys.ts';
import { layLine, type Line } from './line.ts';
import { attach, checkAndSend, CONTACT, documentRow, fillContact, fillPost, POST } from './pages/cedula.ts';
import { registerByHand } from './pages/entrance.ts';
import { answer, answerDay, press } from './pages/fields.ts';
import { samplePath } from './people.ts';
import type { Service } from './service.ts';

type Phone = {
	browser: Browser;
	service: Service;
	line: Line;
	state?: Awaited<ReturnType<BrowserContext['storageState']>>;
};

const nameOf = ({ file }: CareerItem) => file.split('/').at(-1)!;
const bytesOf = ({ file }: CareerItem) => readFileSync(samplePath(file));
const rowOf = (page: Page, item: CareerItem) => documentRow(page, item.file);

test('a whole cédula with eight documents goes through two cuts of the line and a closed browser', async ({
	browser,
	service,
}) => {
	const person = yolotzin();
	const line = await layLine();
	let page = await openPhone({ browser, service, line });
	const [first, second, ...others] = CAREER;
	await registerByHand(page, person);
	await fillContact(page);
	await fillPost(page);

	await addItem(page, first!);
	const cut = line.cutWithin(150_000);
	await attach(page, samplePath(first!.file));
	await cut;
	await page.context().setOffline(true);
	await expect(page.getByText('Sin conexión; continuará sola')).toBeVisible();
	line.mend();
	await page.context().setOffline(false);
	await expect(rowOf(page, first!)).toBeVisible();
	expectGoneOn(line, 150_000);

	await addItem(page, second!);
	await attach(page, samplePath(second!.file));
	await expect(rowOf(page, second!)).toBeVisible();

	const [large] = others.splice(3, 1);
	await addItem(page, large!);
	const address = page.url();
	const secondCut = line.cutWithin(200_001);
	await attach(page, samplePath(large!.file));
	await secondCut;
	const state = await page.context().storageState();
	await page.context().close();
	line.mend();
	page = await openPhone({ browser, service, line, state });
	await page.goto(address);
	await expect(page.getByText(/Quedó a medias la carga de un archivo de 275 kB/)).toBeVisible();
	await attach(page, samplePath(large!.file));
	await expect(rowOf(page, large!)).toBeVisible();
	expectGoneOn(line, 200_001);

	for (const [index, item] of others.entries()) {
		await addItem(page, item);
		await GIVING[index % GIVING.length]!(page, item);
		await expect(rowOf(page, item)).toBeVisible();
	}

	const api = apiOf(service.origin, await signIn(service, person.curp, person.password));
	await confirmEmail(service, person.email);
	await everythingChecked(api);
	const folio = await checkAndSend(page);
	expect(folio).toMatch(/^SHM-\d{4}-\d{6}$/);
	await expectNothingLost(api);
	await page.context().close();
	await line.close();
});

/** A phone with what its browser remembers. */
async function openPhone({ browser, service, line, state }: Phone): Promise<Page> {
	const context = await browser.newContext({
		baseURL: service.origin,
		viewport: { width: 360, height: 740 },
		locale: 'es-MX',
		proxy: line.proxy,
		extraHTTPHeaders: { 'x-forwarded-for': someAddress() },
		storageState: state,
	});
	return context.newPage();
}

/** Types an item of the career and saves it; its page is then open. */
async function addItem(page: Page, { list, answers, days, title }: CareerItem): Promise<void> {
	await page.goto(list);
	await page.getByRole('link', { name: /^Agregar/ }).click();
	await answer(page, answers);
	for (const [question, day] of Object.entries(days)) await answerDay(page, question, ...day);
	await press(page, 'Guardar y agregar el documento');
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
	await expect(page.getByText('Elegir archivos')).toBeVisible();
}

/** The ways in which people give a file to the page. */
const GIVING = [
	(page: Page, item: CareerItem) => attach(page, samplePath(item.file)),
	(page: Page, item: CareerItem) => give(page, item, 'drop'),
	(page: Page, item: CareerItem) => give(page, item, 'paste'),
];

function give(page: Page, item: CareerItem, way: 'drop' | 'paste'): Promise<void> {
	const file = { name: nameOf(item), base64: bytesOf(item).toString('base64'), way };
	return page.evaluate(({ name, base64, way }) => {
		const data = new DataTransfer();
		const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
		data.items.add(new File([bytes], name, { lastModified: 0 }));
		const event =
			way === 'paste'
				? new ClipboardEvent('paste', { clipboardData: data, bubbles: true })
				: new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
		const place = way === 'paste' ? document.body : document.querySelector('input[name="file"]');
		place?.dispatchEvent(event);
	}, file);
}

/** The upload that was cut went on from where it was, and not from its beginning. */
function expectGoneOn({ pieces }: Line, cutAt: number): void {
	const { upload, offset } = pieces.at(-1)!;
	expect(pieces.filter((piece) => piece.upload === upload)[0]?.offset).toBe(0);
	expect(offset).toBeGreaterThan(0);
	expect(offset).toBeLessThanOrEqual(cutAt);
}

async function everythingChecked(api: Api): Promise<void> {
	const { claims } = expectStatus(await api.get('/me/cedula'), 200);
	for (const { evidence } of claims) for (const { id } of evidence) await checkedEvidence(api, id);
}

async function expectNothingLost(api: Api): Promise<void> {
	const { sections, claims } = expectStatus(await api.get('/me/cedula'), 200);
	expect(sections.contact.data).toMatchObject({ phone: CONTACT.Teléfono.replaceAll(' ', '') });
	expect(sections.post.data).toMatchObject({
		entity: POST['Ayuntamiento u organismo'],
		position: POST.Puesto,
	});
	const kept = claims.map(({ data, evidence }: Json) => [data, evidence.map(({ sha256 }: Json) => sha256)]);
	expect(kept).toHaveLength(CAREER.length);
	for (const item of CAREER) {
		const sha256 = createHash('sha256').update(bytesOf(item)).digest('hex');
		expect(kept, item.title).toContainEqual([item.data, [sha256]]);
	}
}
