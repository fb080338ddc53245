import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../tests/support/running-server.ts';
import { BENCH_PASSWORD, seed, shm, signIn, withDataFolder, withoutComments } from './instance.ts';
import type { Figure } from './report.ts';

/** Of ten people, eight are rated: a hundred thousand. */
const PROFILES = 125_000;
const ADMIN = 'medicion.administracion@instituto.example';
const MOST_SECONDS = 15;
const POLL_MS = 100;
const PATIENCE_MS = 300_000;
const PAGE = '/admin/modelo/shm-v1/prueba';

/**
 * A version of the weighting model tried over 100,000 rated people, from pressing the button to the page with the result.
 * @param folder filled once and kept, so that it can be measured again; without it, a folder of its own
 */
export function measureTrial(folder?: string): Promise<Figure[]> {
	return folder ? measureOn(folder) : withDataFolder(measureOn);
}

async function measureOn(dataDir: string): Promise<Figure[]> {
	await seed(dataDir, PROFILES);
	const known = ['user', 'create', '--email', ADMIN, '--name', 'Administración', '--role', 'admin'];
	await shm(dataDir, known, BENCH_PASSWORD);
	const server = await startServer({ dataDir, env: { SHM_BENCH: '1' } });
	try {
		const cookie = await signIn(server.url, ADMIN);
		const began = performance.now();
		const answer = await fetch(`${server.url}${PAGE}?/probar`, {
			method: 'POST',
			headers: { cookie, origin: new URL(server.url).origin, accept: 'text/html' },
			body: new URLSearchParams(),
			redirect: 'manual',
		});
		if (answer.status !== 303) throw new Error(`La prueba no empezó: ${answer.status}`);
		const people = await peopleOfResult(`${server.url}${PAGE}`, cookie);
		const seconds = (performance.now() - began) / 1000;
		return [
			{
				id: 'trial',
				what: `prueba de un modelo con ${people} personas ponderadas`,
				figure: `${seconds.toFixed(1)} s`,
				bar: `< ${MOST_SECONDS} s`,
				passes: seconds < MOST_SECONDS,
			},
		];
	} finally {
		await server.stop();
	}
}

/** Waits for the result. @returns of how many people it tells, as the page writes it */
async function peopleOfResult(url: string, cookie: string): Promise<string> {
	for (const began = performance.now(); performance.now() - began < PATIENCE_MS; await pause(POLL_MS)) {
		const html = withoutComments(await (await fetch(url, { headers: { cookie } })).text());
		const [, people] = /Personas ponderadas<\/span>\s*<strong[^>]*>([\d,]+)/.exec(html) ?? [];
		if (people) return people;
	}
	throw new Error('La prueba no terminó.');
}
