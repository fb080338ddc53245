/*
 * `npm test`: all that must hold before a change is kept, cheapest stage first; it stops after the first stage that fails.
 * `npm test -- check` (or `unit`, `db`, `start`, `e2e`) runs one part.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

type Group = { part: string; name: string; command: string[] };

const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

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
	const results: Result[] = [];
	for (const stage of STAGES) {
		const groups = GROUPS.filter(({ part }) => stage.includes(part) && wanted.includes(part));
		const failed = results.some(({ outcome }) => outcome === 'failed');
		results.push(
			...(failed ? groups.map(notRun) : await Promise.all(groups.map((group) => run(group, groups)))),
		);
	}
	return summarise(results);
}

type Result = { name: string; seconds: number; outcome: 'passed' | 'failed' | 'not run' };

function notRun({ name }: Group): Result {
	return { name, seconds: 0, outcome: 'not run' };
}

/** Runs a group; beside others it says at its end what it had to say. */
function run({ name, command: [program = '', ...options] }: Group, stage: Group[]): Promise<Result> {
	const alone = stage.length === 1;
	const began = performance.now();
	if (alone) console.log(`\n── ${name}`);
	const child = spawn(program, options, { stdio: alone ? 'inherit' : 'pipe' });
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
