import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The password of everybody in the data of a benchmark. */
export const BENCH_PASSWORD = 'frase larga para medir';
/** Seed of the data of a benchmark: the same people each time. */
export const BENCH_SEED = 'bench';

/** Runs a measurement on a data folder of its own, which is removed afterwards. */
export async function withDataFolder<Result>(measure: (dataDir: string) => Promise<Result>): Promise<Result> {
	const dataDir = mkdtempSync(join(tmpdir(), 'shm-bench-'));
	try {
		return await measure(dataDir);
	} finally {
		rmSync(dataDir, { recursive: true, force: true });
	}
}

/** Fills a data folder with invented people who can sign in. */
export async function seed(dataDir: string, profiles: number): Promise<void> {
	const line = ['cli/shm.ts', 'seed', '--profiles', String(profiles), '--seed', BENCH_SEED, '--password'];
	const child = spawn(process.execPath, line, {
		env: { PATH: process.env.PATH, DATA_DIR: dataDir },
		stdio: ['pipe', 'ignore', 'pipe'],
	});
	child.stdin.end(BENCH_PASSWORD);
	const ended = new Promise<number | null>((done) => child.once('close', done));
	const said = await text(child.stderr);
	if ((await ended) !== 0) throw new Error(`No se pudieron agregar personas:\n${said}`);
}

/** Runs a command on a data folder. @returns what it printed */
export async function shm(dataDir: string, line: string[], input = ''): Promise<string> {
	const child = spawn(process.execPath, ['cli/shm.ts', ...line], {
		env: { PATH: process.env.PATH, DATA_DIR: dataDir },
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	child.stdin.end(input);
	return text(child.stdout);
}

/** The cookie of a person of the data who has signed in. */
export async function signIn(origin: string, identifier: string): Promise<string> {
	const answer = await fetch(`${origin}/api/v1/sessions`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ identifier, password: BENCH_PASSWORD }),
	});
	if (!answer.ok) throw new Error(`No se pudo entrar: ${answer.status} ${await answer.text()}`);
	const { token } = (await answer.json()) as { token: string };
	return `shm_session=${token}`;
}

/** A page without the comments that the framework leaves in it, so that what stands side by side can be looked for. */
export function withoutComments(html: string): string {
	return html.replaceAll(/<!--.*?-->/gs, '');
}
