/*
 * `npm test`: all that must hold before a change is kept, cheapest first; it stops at the first group that fails.
 * `npm test -- check` (or `unit`, `db`, `start`, `e2e`) runs one part.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

type Group = { part: string; name: string; command: string[] };

const CHROMIUM = '/usr/bin/chromium';

const GROUPS: Group[] = [
	{ part: 'check', name: 'generated types', command: ['svelte-kit', 'sync'] },
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

process.exit(main(process.argv.slice(2)));

function main(asked: string[]): number {
	const parts = new Set(GROUPS.map(({ part }) => part));
	const unknown = asked.filter((part) => !parts.has(part));
	if (unknown.length > 0) {
		console.error(
			`No se conoce «${unknown.join(' ')}». Se espera: ${[...parts].join(', ')}; sin nada, todo.`,
		);
		return 2;
	}
	const groups = GROUPS.filter(({ part }) => asked.length === 0 || asked.includes(part));
	if (groups.some(({ part }) => part === 'e2e') && !existsSync(CHROMIUM)) {
		console.error('Falta el navegador para las pruebas. Instálelo: apt-get install -y chromium');
		return 2;
	}
	return summarise(runUntilFailure(groups));
}

type Result = { name: string; seconds: number; outcome: 'passed' | 'failed' | 'not run' };

function runUntilFailure(groups: Group[]): Result[] {
	let failed = false;
	return groups.map(({ name, command }) => {
		if (failed) return { name, seconds: 0, outcome: 'not run' };
		console.log(`\n── ${name}: ${command.join(' ')}`);
		const began = performance.now();
		const [program = '', ...options] = command;
		failed = spawnSync(program, options, { stdio: 'inherit' }).status !== 0;
		return { name, seconds: (performance.now() - began) / 1000, outcome: failed ? 'failed' : 'passed' };
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
