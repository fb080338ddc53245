import { startServer } from '../tests/support/running-server.ts';
import { spawnFloor } from './floor.ts';
import { BENCH_PASSWORD, seed, shm, withDataFolder } from './instance.ts';
import { latency, type Timed } from './load.ts';
import type { Figure } from './report.ts';

/** Of ten people, nine have sent their cédula: a hundred thousand submissions and some more. */
const PROFILES = 109_000;
const REVIEWER = 'medicion@instituto.example';
const CLIENTS = 16;
/** Different pages of the queue that are asked for in turn. */
export const QUEUE_PAGES = 20;
/** Different people of the bank that are asked for in turn. */
export const PROFILES_ASKED = 100;
/** Different cases that are asked for in turn. */
const CASES = 400;

const LEAST_QUEUE_RATE = 2200;
const MOST_QUEUE_MS = 25;
const MOST_CASE_MS = 50;
const LEAST_PROFILE_RATE = 5400;

type Ask = <Answer>(path: string) => Promise<Answer>;

/**
 * P3: the queue of the reviewers page by page, an opened case without its files, and one profile of the bank, through the
 * API with the key of a reviewer, on 100,000 submissions. Jobs rest meanwhile: in a folder that was just filled they count the
 * warnings of thousands of cases at once, which nobody sent within a minute.
 * @param folder filled once and kept, so that it can be measured again; without it, a folder of its own
 */
export function measureQueue(folder?: string): Promise<Figure[]> {
	return folder ? measureOn(folder) : withDataFolder(measureOn);
}

async function measureOn(dataDir: string): Promise<Figure[]> {
	await seed(dataDir, PROFILES);
	const key = await reviewerKey(dataDir);
	const server = await startServer({ dataDir, env: { SHM_BENCH: '1', WORKERS: '0' } });
	try {
		const headers = { authorization: `Bearer ${key}` };
		const ask: Ask = async (path) => (await fetch(server.url + path, { headers })).json();
		const time = (name: string, paths: string[]) =>
			latency({ name, url: server.url, headers }, paths, CLIENTS);
		const pages = await queuePages(ask);
		const empty = await time('página vacía', ['/bench/vacia']);
		const queue = await time('fila', pages.paths);
		const bare = await bareFigures(dataDir);
		const opened = await time('expediente', pages.folios.map(caseOf));
		const profiles = await time('perfil', await profilePaths(ask));
		return [
			reference(empty),
			...queueFigures(queue),
			bareFigure('la misma fila', queue, bare.queue),
			caseFigure(opened),
			profileFigure(profiles),
			bareFigure('el mismo perfil', profiles, bare.profiles),
		];
	} finally {
		await server.stop();
	}
}

/** The same pages and profiles from a bare server on the same database. */
async function bareFigures(dataDir: string): Promise<{ queue: Timed; profiles: Timed }> {
	const floor = await spawnFloor('bench/queue-floor-server.ts', dataDir);
	const time = (name: string, count: number) => {
		const paths = Array.from({ length: count }, (_, index) => `/${name}/${index}`);
		return latency({ name: `${name} del servidor desnudo`, url: floor.url }, paths, CLIENTS);
	};
	try {
		return { queue: await time('fila', QUEUE_PAGES), profiles: await time('perfil', PROFILES_ASKED) };
	} finally {
		await floor.stop();
	}
}

/** A key of a reviewer, who is created unless the folder was used before. */
async function reviewerKey(dataDir: string): Promise<string> {
	const known = ['user', 'create', '--email', REVIEWER, '--name', 'Validación', '--role', 'reviewer'];
	await shm(dataDir, known, BENCH_PASSWORD);
	const answer = await shm(dataDir, ['apikey', 'create', '--email', REVIEWER, '--scope', 'review', '--json']);
	const key = answer.trim().split('\n').at(-1);
	if (!key) throw new Error('No se pudo crear la llave de quien valida.');
	return (JSON.parse(key) as { key: string }).key;
}

/** The first pages of the queue, and folios of cases that are open, from all of them. */
async function queuePages(ask: Ask): Promise<{ paths: string[]; folios: string[] }> {
	const paths: string[] = [];
	const folios: string[] = [];
	let cursor: string | null = null;
	do {
		const path: string = `/api/v1/review/queue?page[size]=50${cursor ? `&cursor=${cursor}` : ''}`;
		const page: { items: { folio: string }[]; cursor: string | null } = await ask(path);
		paths.push(path);
		folios.push(...page.items.map(({ folio }) => folio));
		({ cursor } = page);
	} while (cursor && paths.length < QUEUE_PAGES);
	return { paths, folios: folios.slice(0, CASES) };
}

async function profilePaths(ask: Ask): Promise<string[]> {
	const { items } = await ask<{ items: { id: string }[] }>(`/api/v1/bank?page[size]=${PROFILES_ASKED}`);
	return items.map(({ id }) => `/api/v1/bank/${id}`);
}

function caseOf(folio: string): string {
	return `/api/v1/review/submissions/${folio}`;
}

function reference({ rate }: Timed): Figure {
	return { id: 'P3', what: 'página vacía', figure: perSecond(rate), bar: 'referencia', passes: null };
}

function queueFigures({ rate, p95 }: Timed): Figure[] {
	const what = `fila de 50 por vencimiento, ${CLIENTS} clientes, 100,000 cédulas`;
	return [
		{
			id: 'P3',
			what,
			figure: perSecond(rate),
			bar: `≥ ${LEAST_QUEUE_RATE}/s`,
			passes: rate >= LEAST_QUEUE_RATE,
		},
		{
			id: 'P3',
			what: `${what}: 95 de cada 100 en`,
			figure: `${p95.toFixed(1)} ms`,
			bar: `< ${MOST_QUEUE_MS} ms`,
			passes: p95 < MOST_QUEUE_MS,
		},
	];
}

function bareFigure(what: string, ours: Timed, bare: Timed): Figure {
	return {
		id: 'P3',
		what: `${what} en un servidor desnudo, del que lo nuestro es el ${Math.round((100 * ours.rate) / bare.rate)} % (95 de cada 100 en ${bare.p95.toFixed(1)} ms)`,
		figure: perSecond(bare.rate),
		bar: 'referencia',
		passes: null,
	};
}

function caseFigure({ rate, p95 }: Timed): Figure {
	return {
		id: 'P3',
		what: `abrir un expediente sin archivos, ${CLIENTS} clientes (${perSecond(rate)}): 95 de cada 100 en`,
		figure: `${p95.toFixed(1)} ms`,
		bar: `< ${MOST_CASE_MS} ms`,
		passes: p95 < MOST_CASE_MS,
	};
}

function profileFigure({ rate, p95 }: Timed): Figure {
	return {
		id: 'P3',
		what: `un perfil del banco, anotado en la bitácora (95 de cada 100 en ${p95.toFixed(1)} ms)`,
		figure: perSecond(rate),
		bar: `≥ ${LEAST_PROFILE_RATE}/s`,
		passes: rate >= LEAST_PROFILE_RATE,
	};
}

function perSecond(rate: number): string {
	return `${Math.round(rate)}/s`;
}
