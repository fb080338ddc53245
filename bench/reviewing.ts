import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import pg from 'pg';
import { writePdf } from '../src/demo/pdf.ts';
import { BROWSER } from '../tests/support/chromium.ts';
import { startServer } from '../tests/support/running-server.ts';
import { BENCH_PASSWORD, signIn, withDataFolder } from './instance.ts';
import { fillIn, send } from './journey.ts';
import { median, p95, type Figure } from './report.ts';

const REVIEWER = 'medicion@instituto.example';
const CLAIMS = 8;
/** The first case, with which a browser and a service get warm, does not count. */
const CASES = 42;
const MOST_KEYS = 12;
const MOST_OPEN_MS = 300;
const MOST_ATTENTION_S = 90;
/** A person looks at a claim for longer than this before the next key; the page has sent its verdict by then. */
const LOOK_MS = 250;

/** What one case took: keys, milliseconds until the next one was open, and all that was waited for the page. */
type Reviewed = { keys: number; openMs: number; waitedMs: number; pictureMs: number };

/**
 * P9: a reviewer decides cédulas of eight claims, all correct, one after the other in a real browser, from the keyboard
 * alone. The next case counts as open when its first claim to decide has the keyboard and was painted.
 */
export function measureReviewing(): Promise<Figure[]> {
	return withDataFolder(async (dataDir) => {
		const server = await startServer({ dataDir, env: { TRUST_PROXY: '1' } });
		try {
			await createReviewer(dataDir);
			await sendCases(server.url, dataDir);
			return figures(await review(server.url));
		} finally {
			await server.stop();
		}
	});
}

async function createReviewer(dataDir: string): Promise<void> {
	const line = ['user', 'create', '--email', REVIEWER, '--name', 'Validación', '--role', 'reviewer'];
	const child = spawn(process.execPath, ['cli/shm.ts', ...line], {
		env: { PATH: process.env.PATH, DATA_DIR: dataDir },
		stdio: ['pipe', 'ignore', 'inherit'],
	});
	child.stdin.end(BENCH_PASSWORD);
	const [code] = (await once(child, 'close')) as [number | null];
	if (code !== 0) throw new Error('No se pudo crear a quien valida.');
}

/** Has so many people send their cédula, and waits until all their documents were checked and read. */
async function sendCases(origin: string, dataDir: string): Promise<void> {
	const answer = await fetch(`${origin}/api/v1/catalogues/privacy-notice`);
	const { version } = (await answer.json()) as { version: string };
	const database = new pg.Pool({ host: join(dataDir, 'postgres'), user: 'shm_owner', database: 'shm' });
	try {
		const tokens: string[] = [];
		for (let person = 0; person < CASES; person++)
			tokens.push(await fillIn(origin, person, version, letterOf));
		await none(database, `scan = 'pending'`);
		await database.query('update account set email_confirmed_at = now() where email_confirmed_at is null');
		for (const token of tokens) await send(origin, token);
		await none(database, `reading = 'pending' and scan in ('clean', 'unscanned')`);
	} finally {
		await database.end();
	}
}

/** A document with a text of its own, which is read in no time. */
function letterOf(person: number, index: number): Buffer<ArrayBuffer> {
	const lines = ['Constancia que se expide a petición de la persona interesada', `Folio ${person}-${index}`];
	const marks = lines.map((text, line) => ({
		kind: 'text' as const,
		text,
		x: 90,
		y: 640 - 36 * line,
		size: 14,
	}));
	return Buffer.from(writePdf('Constancia', [{ width: 612, height: 792, marks }]));
}

/** Waits until no document is in such a state any more. */
async function none(database: pg.Pool, state: string): Promise<void> {
	for (;;) {
		const { rowCount } = await database.query(`select from evidence where ${state} limit 1`);
		if (!rowCount) return;
		await pause(500);
	}
}

async function review(origin: string): Promise<Reviewed[]> {
	const browser = await chromium.launch(BROWSER);
	try {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'es-MX' });
		const [name = '', value = ''] = (await signIn(origin, REVIEWER)).split('=');
		await context.addCookies([{ name, value, url: origin }]);
		await context.addInitScript(() => localStorage.setItem('siguiente', 'si'));
		const page = await context.newPage();
		await page.goto(`${origin}/validacion`);
		await page.getByRole('button', { name: 'Tomar la siguiente' }).click();
		await page.locator('article:focus').waitFor();
		const reviewed: Reviewed[] = [];
		for (let done = 1; done < CASES; done++) reviewed.push(await reviewOne(page));
		return reviewed.slice(1);
	} finally {
		await browser.close();
	}
}

/** Accepts every claim, confirms the identity and issues; ends when the next case is open. */
async function reviewOne(page: Page): Promise<Reviewed> {
	const { pathname } = new URL(page.url());
	let [keys, waitedMs] = [0, 0];
	const press = async (key: string, shown: string) => {
		keys += 1;
		waitedMs += await timeUntil(page, key, shown);
	};
	for (let decided = 1; decided <= CLAIMS; decided++) {
		await press('a', `document.body.innerText.includes('${decided} de ${CLAIMS} renglones decididos')`);
		await pause(LOOK_MS);
	}
	await press('c', `document.querySelector('#f-identityAttested').checked`);
	await pause(LOOK_MS);
	const before = waitedMs;
	const isNext = `location.pathname !== '${pathname}' && document.activeElement?.matches('article[id^=renglon]')`;
	await press('e', isNext);
	const openMs = waitedMs - before;
	const pictureMs = openMs + (await timeUntil(page, null, PICTURE_SHOWN));
	return { keys, openMs, waitedMs, pictureMs };
}

/** The first page of the document beside the claim is there. */
const PICTURE_SHOWN = `[...document.querySelectorAll('.file:not([hidden]) img')].slice(0, 1).some((image) => image.complete && image.naturalWidth > 0)`;

/** Milliseconds from a key, or from now, until a picture of the page was painted in which something holds. */
async function timeUntil(page: Page, key: string | null, shown: string): Promise<number> {
	const watched = await page.evaluateHandle(
		({ condition, waitsForKey }) => {
			const holds = new Function(`return ${condition}`) as () => boolean;
			const painted = new Promise<number>((resolve) => {
				const watch = (began: number) => {
					const end = () => resolve(performance.now() - began);
					const look = () => requestAnimationFrame(holds() ? end : look);
					requestAnimationFrame(look);
				};
				if (!waitsForKey) return watch(performance.now());
				const hear = ({ timeStamp }: KeyboardEvent) => watch(timeStamp);
				addEventListener('keydown', hear, { once: true, capture: true });
			});
			return { painted };
		},
		{ condition: shown, waitsForKey: key !== null },
	);
	if (key) await page.keyboard.press(key);
	return watched.evaluate(({ painted }) => painted);
}

function figures(reviewed: readonly Reviewed[]): Figure[] {
	const keys = Math.max(...reviewed.map((each) => each.keys));
	const open = p95(reviewed.map(({ openMs }) => openMs));
	const usual = median(reviewed.map(({ openMs }) => openMs));
	const picture = p95(reviewed.map(({ pictureMs }) => pictureMs));
	const waited = p95(reviewed.map(({ waitedMs }) => waitedMs));
	const cases = `${reviewed.length} cédulas de ${CLAIMS} renglones, todos correctos`;
	return [
		{
			id: 'P9',
			what: `teclas por cédula, ${cases}`,
			figure: String(keys),
			bar: `≤ ${MOST_KEYS}`,
			passes: keys <= MOST_KEYS,
		},
		{
			id: 'P9',
			what: `de «Emitir» a la siguiente cédula abierta (mediana ${ms(usual)}; con la imagen de su documento, ${ms(picture)}): 95 de cada 100 en`,
			figure: ms(open),
			bar: `< ${MOST_OPEN_MS} ms`,
			passes: open < MOST_OPEN_MS,
		},
		{
			id: 'P9',
			what: `lo que se espera a la página en toda una cédula, 95 de cada 100; la atención (≤ ${MOST_ATTENTION_S} s) es de una persona y no la mide una máquina`,
			figure: ms(waited),
			bar: 'referencia',
			passes: null,
		},
	];
}

function ms(value: number): string {
	return `${Math.round(value)} ms`;
}
