import { setTimeout as pause } from 'node:timers/promises';
import { startServer, type RunningServer } from '../tests/support/running-server.ts';
import { BENCH_PASSWORD, seed, shm, signIn, withDataFolder, withoutComments } from './instance.ts';
import { memoryOf } from './memory.ts';
import { p95, type Figure } from './report.ts';

/** What is measured: of ten people of the seed, eight are rated. */
type Size = { profiles: number; mostSeconds: number };
const SIZES = {
	hundredThousand: { profiles: 125_000, mostSeconds: 45 },
	million: { profiles: 1_250_000, mostSeconds: 480 },
} as const satisfies Record<string, Size>;

const MOST_BYTES = 300_000_000;
const MOST_SLOWER = 2;
const ADMIN = 'medicion.administracion@instituto.example';
const SEARCH = '/api/v1/bank?q=contador&minStars=30';
const AT_REST_MS = 10_000;
const POLL_MS = 250;
const LOOK_MS = 1000;
const PATIENCE_MS = 3_600_000;

/**
 * P4: everybody rated again with another model, from pressing the button to the page that says it has ended, while somebody
 * searches the bank.
 * @param folder filled once and kept, so that it can be measured again; without it, a folder of its own
 */
export function measureRerating(size: keyof typeof SIZES, folder?: string): Promise<Figure[]> {
	const measure = (dataDir: string) => measureOn(dataDir, SIZES[size]);
	return folder ? measure(folder) : withDataFolder(measure);
}

/** An administrator at a browser. */
type Desk = { server: RunningServer; cookie: string };

async function measureOn(dataDir: string, { profiles, mostSeconds }: Size): Promise<Figure[]> {
	await seed(dataDir, profiles);
	const known = ['user', 'create', '--email', ADMIN, '--name', 'Administración', '--role', 'admin'];
	await shm(dataDir, known, BENCH_PASSWORD);
	const server = await startServer({ dataDir, env: { SHM_BENCH: '1' } });
	try {
		const desk = { server, cookie: await signIn(server.url, ADMIN) };
		const model = await aModelInForce(desk);
		const atRest = await search(desk, () => pause(AT_REST_MS));
		const memory = peakMemory(server.pid);
		const began = performance.now();
		const page = await decide(desk, model);
		let people = '';
		const busy = await search(desk, async () => {
			people = await resultOf(desk, page);
		});
		const seconds = (performance.now() - began) / 1000;
		return [
			timeFigure(people, seconds, mostSeconds),
			memoryFigure(memory.stop()),
			searchFigure(atRest, busy),
		];
	} finally {
		await server.stop();
	}
}

/** What a month of finance posts is worth, and how many other months count: each changes most people who had the other. */
const FIGURES = [
	{ pointsPerMonth: 20, maxMonths: 160 },
	{ pointsPerMonth: 25, maxMonths: 80 },
] as const;

/** Puts a model in force that changes the points of most people. @returns its version */
async function aModelInForce(desk: Desk): Promise<string> {
	const page = await (await ask(desk, '/admin/modelo/importar')).text();
	const [inForce = ''] = /\/admin\/modelo\/[^"]+\/modelo\.json/.exec(page) ?? [];
	const model = (await (await ask(desk, inForce)).json()) as Record<string, unknown> & {
		experience: { finance: { pointsPerMonth: number }; general: { maxMonths: number } };
	};
	const { finance, general } = model.experience;
	const figures = FIGURES.find(({ pointsPerMonth }) => pointsPerMonth !== finance.pointsPerMonth)!;
	finance.pointsPerMonth = figures.pointsPerMonth;
	general.maxMonths = figures.maxMonths;
	model.version = 'medicion-v1';
	const created = await post(desk, '/admin/modelo/importar', { text: JSON.stringify(model) });
	const href = created.split('?')[0]!;
	const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Mexico_City' }).format();
	const [year, month, day] = today.split('-').map(Number);
	const date = { 'inForceFrom.day': day, 'inForceFrom.month': month, 'inForceFrom.year': year };
	for (const [index, move] of ['consult', 'approve', 'enforce'].entries())
		await post(desk, href, { move, seen: index + 1, reason: 'Medición.', ...date });
	return decodeURIComponent(href.split('/').at(-1)!);
}

/** @returns address of the page that tells how it goes */
function decide(desk: Desk, model: string): Promise<string> {
	return post(desk, '/admin/modelo/reponderar', { model, reason: 'Medición.', confirmed: 'true' });
}

/** Waits for the end. @returns how many people have a new rating, as the page writes it */
async function resultOf(desk: Desk, page: string): Promise<string> {
	for (const began = performance.now(); performance.now() - began < PATIENCE_MS; await pause(POLL_MS)) {
		const html = withoutComments(await (await ask(desk, page)).text());
		const [, people] = /Con dictamen nuevo<\/span>\s*<strong[^>]*>([\d,]+)/.exec(html) ?? [];
		if (html.includes('>Terminada<') && people) return people;
	}
	throw new Error('La reponderación no terminó.');
}

/** Searches the bank, one search after the other, while something goes on. @returns 95 of 100 take so many milliseconds */
async function search(desk: Desk, meanwhile: () => Promise<void>): Promise<number> {
	let over = false;
	const ending = meanwhile().finally(() => (over = true));
	const times: number[] = [];
	while (!over) {
		const began = performance.now();
		await (await ask(desk, SEARCH)).arrayBuffer();
		times.push(performance.now() - began);
		await pause(POLL_MS / 5);
	}
	await ending;
	return p95(times);
}

/** Looks at the memory of the service, without the database, until it is stopped. @returns the most there was, in bytes */
function peakMemory(pid: number): { stop(): number | undefined } {
	let most: number | undefined;
	const look = () => {
		const seen = memoryOf(pid)?.own;
		if (seen !== undefined) most = Math.max(most ?? 0, seen);
	};
	const timer = setInterval(look, LOOK_MS);
	return {
		stop() {
			clearInterval(timer);
			return most;
		},
	};
}

async function ask({ server, cookie }: Desk, path: string): Promise<Response> {
	const answer = await fetch(server.url + path, { headers: { cookie } });
	if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
	return answer;
}

/** Sends a form. @returns the address it leads to */
async function post(
	{ server, cookie }: Desk,
	path: string,
	values: Record<string, unknown>,
): Promise<string> {
	const body = new FormData();
	for (const [name, value] of Object.entries(values)) body.append(name, String(value));
	const answer = await fetch(server.url + path, {
		method: 'POST',
		headers: { cookie, origin: new URL(server.url).origin, accept: 'text/html' },
		body,
		redirect: 'manual',
	});
	const next = answer.headers.get('location');
	if (answer.status !== 303 || !next) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
	return next;
}

function timeFigure(people: string, seconds: number, most: number): Figure {
	return {
		id: 'P4',
		what: `${people} personas ponderadas de nuevo, con alguien que busca en el banco`,
		figure: `${seconds.toFixed(1)} s`,
		bar: `< ${most} s`,
		passes: seconds < most,
	};
}

function memoryFigure(bytes: number | undefined): Figure {
	return {
		id: 'P4',
		what: 'memoria del servicio mientras tanto, sin la base de datos',
		figure: bytes === undefined ? 'no se pudo medir' : `${Math.round(bytes / 1e6)} MB`,
		bar: `< ${MOST_BYTES / 1e6} MB`,
		passes: bytes === undefined ? null : bytes < MOST_BYTES,
	};
}

function searchFigure(atRest: number, busy: number): Figure {
	return {
		id: 'P4',
		what: `búsqueda en el banco mientras tanto, p95 (en reposo ${atRest.toFixed(0)} ms)`,
		figure: `${busy.toFixed(0)} ms, ${(busy / atRest).toFixed(1)} veces`,
		bar: `< ${MOST_SLOWER} veces`,
		passes: busy / atRest < MOST_SLOWER,
	};
}
