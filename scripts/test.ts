/*
 * `npm test`: all that must hold before a change is kept, cheapest stage first; it stops after the first stage that fails.
 * `npm test -- check` (or `unit`, `db`, `start`, `e2e`) runs one part.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

type Group = { part: string; name: string; command: string[] };

const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

const SHARED_MEMORY = '/dev/shm';
const ROOM_BYTES = 8 * 1024 ** 3;

const GROUPS: Group[] = [
	{ part: 'prepare', name: 'generated types', command: ['svelte-kit', 'sync'] },
	{
		part: 'check',
		name: 'types',
		command: ['svelte-check', '--fail-on-warnings', '--tsconfig', 'tsconfig.json'],
	},
	{
		part: 'check',
		name: 'lint',
		command: [
			'eslint',
			'.',
			'--max-warnings',
			'0',
			'--cache',
			'--cache-location',
			'node_modules/.cache/eslint/',
		],
	},
	{ part: 'check', name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '--cache', '.'] },
	{
		part: 'check',
		name: 'tiers',
		command: [
			'depcruise',
			'--config',
			'.dependency-cruiser.cjs',
			'src',
			'cli',
			'bench',
			'server.ts',
			'scripts',
			'tests',
		],
	},
	{ part: 'unit', name: 'unit', command: ['vitest', 'run', '--project', 'unit'] },
	{ part: 'db', name: 'database', command: ['vitest', 'run', '--project', 'db'] },
	{ part: 'start', name: 'start', command: ['vitest', 'run', '--project', 'start'] },
	{ part: 'e2e', name: 'browser', command: ['playwright', 'test'] },
];

/** Parts of one stage run side by side: what waits for servers to start leaves room for what computes. */
const STAGES = [['prepare'], ['check', 'unit'], ['db', 'start'], ['e2e']];

process.exit(await main(process.argv.slice(2)));

async function main(asked: string[]): Promise<number> {
	const parts = STAGES.flat();
	const unknown = asked.filter((part) => !parts.includes(part));
	if (unknown.length > 0) {
		console.error(`No se conoce «${unknown.join(' ')}». Se espera: ${parts.join(', ')}; sin nada, todo.`);
		return 2;
	}
	const wanted = parts.filter((part) => asked.length === 0 || asked.includes(part) || part === 'prepare');
	if (wanted.includes('e2e') && !CHROMIUM.some((path) => existsSync(path))) {
		console.error(
			'Falta el navegador para las pruebas. Instálelo: apt-get install -y chromium-headless-shell',
		);
		return 2;
	}
	const scratch = makeScratch();
	const results: Result[] = [];
	for (const stage of STAGES) {
		const groups = GROUPS.filter(({ part }) => stage.includes(part) && wanted.includes(part));
		const failed = results.some(({ outcome }) => outcome === 'failed');
		results.push(
			...(failed
				? groups.map(notRun)
				: await Promise.all(groups.map((group) => run(group, groups, scratch)))),
		);
	}
	rmSync(scratch, { recursive: true, force: true });
	return summarise(results);
}

/**
 * The folder that all groups take for temporary files, in memory where there is room: the tests make and remove hundreds
 * of databases, and their files on a disk were a quarter of the work.
 */
function makeScratch(): string {
	const folder = mkdtempSync(join(hasRoomInMemory() ? SHARED_MEMORY : tmpdir(), 'shm-npm-test-'));
	// databases run as other accounts
	chmodSync(folder, 0o1777);
	return folder;
}

function hasRoomInMemory(): boolean {
	const mounts = existsSync('/proc/mounts') ? readFileSync('/proc/mounts', 'utf8').split('\n') : [];
	const mount = mounts.find((line) => line.split(' ')[1] === SHARED_MEMORY);
	if (!mount || mount.includes('noexec')) return false;
	const { bavail, bsize } = statfsSync(SHARED_MEMORY);
	return Math.min(bavail * bsize, freemem()) > ROOM_BYTES;
}

type Result = { name: string; seconds: number; outcome: 'passed' | 'failed' | 'not run' };

function notRun({ name }: Group): Result {
	return { name, seconds: 0, outcome: 'not run' };
}

/** Runs a group; beside others it says at its end what it had to say. */
function run(
	{ name, command: [program = '', ...options] }: Group,
	stage: Group[],
	scratch: string,
): Promise<Result> {
	const alone = stage.length === 1;
	const began = performance.now();
	if (alone) console.log(`\n── ${name}`);
	const child = spawn(program, options, {
		env: { ...process.env, TMPDIR: scratch },
		stdio: alone ? 'inherit' : 'pipe',
	});
	let said = '';
	for (const output of [child.stdout, child.stderr]) output?.on('data', (text: Buffer) => (said += text));
	return new Promise((resolve) => {
		child.once('error', (error) => (said += error.message));
		child.once('close', (code) => {
			if (!alone) console.log(`\n── ${name}\n${said}`);
			const outcome = code === 0 ? 'passed' : 'failed';
			resolve({ name, seconds: (performance.now() - began) / 1000, outcome });
		});
	});
}

function summarise(results: Result[]): number {
	console.log('');
	for (const { name, seconds, outcome } of results) {
		console.log(`${outcome.padEnd(8)} ${name}${outcome === 'not run' ? '' : ` (${seconds.toFixed(1)} s)`}`);
	}
	const count = (wanted: Result['outcome']) => results.filter(({ outcome }) => outcome === wanted).length;
	console.log(`${count('passed')} passed, ${count('failed')} failed`);
	return count('failed') > 0 ? 1 : 0;
}
