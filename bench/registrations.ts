import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startServer } from '../tests/support/running-server.ts';
import { startFloor, type Floor } from './floor.ts';
import { withDataFolder } from './instance.ts';
import { documentOf, fillIn, REQUESTS, send } from './journey.ts';
import { median, type Figure } from './report.ts';

const LEAST_RATIO = 0.4;
const LONGEST_BLOCK_MS = 50;
const CLIENTS = 8;
const WARM_UP = 8;
const PEOPLE = 32;
const ROUNDS = 3;

/**
 * P2: complete registrations a second (account, cédula with 8 claims, 5 documents of 300 kB, submission), as a share of a
 * bare server that takes as many requests and commits, writes the same rows and encrypted files and hashes a password. What
 * comes after the upload (scan, page pictures, reading) is done between filling in and sending, and not counted.
 */
export function measureRegistrations(): Promise<Figure[]> {
	return withDataFolder(async (dataDir) => {
		const server = await startServer({ dataDir, env: { WORKERS: '0', TRUST_PROXY: '1' } });
		const database = new pg.Pool({ host: join(dataDir, 'postgres'), user: 'shm_owner', database: 'shm' });
		let floor: Floor | undefined;
		try {
			const noticeVersion = await noticeOf(server.url);
			let next = 0;
			const people = (count: number) => Array.from({ length: count }, () => next++);
			const register = (count: number) =>
				registrations({ origin: server.url, dataDir, database, noticeVersion }, people(count));
			await register(WARM_UP);
			await longestBlock(server.url);
			floor = await startFloor(database, dataDir);
			await floorRegistrations(floor.url, people(WARM_UP));
			const rates: Rates[] = [];
			for (let round = 0; round < ROUNDS; round++) {
				const ours = await register(PEOPLE);
				const block = await longestBlock(server.url);
				rates.push({ ours, ...block, bare: await floorRegistrations(floor.url, people(PEOPLE)) });
				await longestBlock(server.url);
			}
			return figures(rates);
		} finally {
			await floor?.stop();
			await database.end();
			await server.stop();
		}
	});
}

/** Registrations a second of both, and the longest that ours did not look at what arrived. */
type Rates = { ours: number; bare: number } & Block;

/** Of one turn of the event loop: what it computed, and how long it took with the wait for a core. */
type Block = { computedMs: number; elapsedMs: number };

type Service = { origin: string; dataDir: string; database: pg.Pool; noticeVersion: string };

async function registrations(service: Service, people: number[]): Promise<number> {
	const { origin, database, noticeVersion } = service;
	const tokens: string[] = [];
	const filling = await timed(() =>
		eachOf(people, async (person) => void tokens.push(await fillIn(origin, person, noticeVersion))),
	);
	await checkDocuments(service);
	await database.query('update account set email_confirmed_at = now() where email_confirmed_at is null');
	const sending = await timed(() => eachOf(tokens, (token) => send(origin, token)));
	return (people.length * 1000) / (filling + sending);
}

/** Lets a worker check what was uploaded, and waits for it. */
async function checkDocuments({ dataDir, database }: Service): Promise<void> {
	const worker = spawn(process.execPath, ['cli/shm.ts', 'worker'], {
		env: { PATH: process.env.PATH, DATA_DIR: dataDir, LOG_LEVEL: 'error' },
		stdio: 'ignore',
	});
	const ended = new Promise((done) => worker.once('close', done));
	for (;;) {
		const { rows } = await database.query<{ waiting: boolean }>(
			`select exists (select from evidence where scan = 'pending') as waiting`,
		);
		if (!rows[0]!.waiting) break;
		await pause(500);
	}
	worker.kill();
	await ended;
}

/** The same requests, each with what the bare server needs of it: a number, and the bytes of the documents. */
async function floorRegistrations(origin: string, people: number[]): Promise<number> {
	const milliseconds = await timed(() =>
		eachOf(people, async (person) => {
			for (const [name, count] of Object.entries(REQUESTS)) {
				for (let index = 0; index < count; index++) {
					const body = name === 'file' ? documentOf(person, index) : JSON.stringify({ person, name, index });
					const answer = await fetch(`${origin}/${name}/${index}/${person}`, { method: 'POST', body });
					if (!answer.ok)
						throw new Error(`the bare server answered ${answer.status}: ${await answer.text()}`);
					await answer.json();
				}
			}
		}),
	);
	return (people.length * 1000) / milliseconds;
}

async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
	const left = [...items];
	const client = async () => {
		for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function timed(work: () => Promise<void>): Promise<number> {
	const began = performance.now();
	await work();
	return performance.now() - began;
}

/** The longest block of the event loop since this was asked last: the service counts anew after each answer. */
async function longestBlock(origin: string): Promise<Block> {
	const text = await (await fetch(`${origin}/metrics`)).text();
	const milliseconds = (name: string) => {
		const seconds = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
		if (seconds === undefined) throw new Error(`the service does not tell ${name}`);
		return Number(seconds) * 1000;
	};
	return {
		computedMs: milliseconds('shm_eventloop_turn_max_seconds'),
		elapsedMs: milliseconds('nodejs_eventloop_lag_max_seconds'),
	};
}

async function noticeOf(origin: string): Promise<string> {
	const answer = await fetch(`${origin}/api/v1/catalogues/privacy-notice`);
	return ((await answer.json()) as { version: string }).version;
}

function figures(rates: Rates[]): Figure[] {
	const ratio = median(rates.map(({ ours, bare }) => ours / bare));
	const computedMs = median(rates.map((rate) => rate.computedMs));
	const elapsedMs = median(rates.map((rate) => rate.elapsedMs));
	const perSecond = (values: number[]) => `${median(values).toFixed(1)}/s`;
	return [
		{
			id: 'P2',
			what: 'servidor desnudo: mismas filas, archivos cifrados y confirmaciones',
			figure: perSecond(rates.map(({ bare }) => bare)),
			bar: 'referencia',
			passes: null,
		},
		{
			id: 'P2',
			what: 'registros completos (8 renglones, 5 documentos de 300 kB, envío)',
			figure: `${perSecond(rates.map(({ ours }) => ours))}, ${Math.round(ratio * 100)} %`,
			bar: `≥ ${LEAST_RATIO * 100} % del desnudo`,
			passes: ratio >= LEAST_RATIO,
		},
		{
			id: 'P2',
			what: `lo más que el servidor calculó sin atender; con la espera de un núcleo, en la máquina llena, ${Math.round(elapsedMs)} ms`,
			figure: `${Math.round(computedMs)} ms`,
			bar: `< ${LONGEST_BLOCK_MS} ms`,
			passes: computedMs < LONGEST_BLOCK_MS,
		},
	];
}
