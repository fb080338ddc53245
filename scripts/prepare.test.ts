import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

/** Stands for npm: fails as told, or installs what the lock asks for, and notes that it ran. */
const NPM = `
	const fs = require('fs');
	fs.appendFileSync('npm-runs', JSON.stringify({ args: process.argv.slice(2), env: process.env }) + '\\n');
	if (process.env.FAKE_FAILS) { console.error(process.env.FAKE_FAILS); process.exit(1); }
	const { packages } = JSON.parse(fs.readFileSync('package-lock.json'));
	if (process.env.FAKE_LOSES) delete packages[process.env.FAKE_LOSES];
	fs.mkdirSync('node_modules/vite/bin', { recursive: true });
	fs.copyFileSync('vite.js', 'node_modules/vite/bin/vite.js');
	fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));`;

/** Stands for the build: writes a handler that holds the source, slowly when told. */
const VITE = `
	const fs = require('fs');
	const out = process.env.SHM_BUILD_DIR;
	fs.appendFileSync('builds', 'x');
	fs.mkdirSync(out, { recursive: true });
	fs.writeFileSync(out + '/half', '');
	setTimeout(() => fs.writeFileSync(out + '/handler.js', fs.readFileSync('src/app.ts')), Number(process.env.BUILD_MS || 0));`;

let root: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'shm-prepare-'));
	write('package.json', '{}');
	write('npm.cjs', NPM);
	write('vite.js', VITE);
	write('src/app.ts', 'one');
	write('src/app.test.ts', 'test');
	lock({ 'node_modules/vite': '1.0.0' });
	mkdirSync(join(root, 'scripts'));
	copyFileSync('scripts/prepare.mjs', join(root, 'scripts/prepare.mjs'));
});

afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 20 }));

function write(path: string, text: string): void {
	mkdirSync(dirname(join(root, path)), { recursive: true });
	writeFileSync(join(root, path), text);
}

function lock(versions: Record<string, string>, more: Record<string, object> = {}): void {
	const packages = Object.entries(versions).map(([path, version]) => [
		path,
		{ version, integrity: `sha-${version}` },
	]);
	write(
		'package-lock.json',
		JSON.stringify({ packages: { '': {}, ...Object.fromEntries(packages), ...more } }),
	);
}

function launch(env: Record<string, string> = {}, options: string[] = []) {
	const child = spawn(process.execPath, [...options, 'scripts/prepare.mjs', '--build'], {
		cwd: root,
		env: {
			PATH: process.env.PATH,
			npm_execpath: join(root, 'npm.cjs'),
			npm_node_execpath: process.execPath,
			...env,
		},
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
	const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
	return { child, ended };
}

const prepare = (env?: Record<string, string>, options?: string[]) => launch(env, options).ended;
const lines = (path: string) =>
	existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8').trim().split('\n') : [];
const installs = () => lines('npm-runs').length;
const builds = () => lines('builds').join('').length;
const built = () => readFileSync(join(root, 'build/current/handler.js'), 'utf8');

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await pause(5);
}

describe('preparing', () => {
	it('installs and builds once, and says nothing when all is there', async () => {
		const { code, output } = await prepare();
		expect(code).toBe(0);
		expect(output).toMatch(
			/^Instalando dependencias…\n {2}listo en \d+ s\.\nConstruyendo…\n {2}listo en \d+ s\.\n$/,
		);
		expect(await prepare()).toEqual({ code: 0, output: '' });
		expect([installs(), builds(), built()]).toEqual([1, 1, 'one']);
	});

	it('builds again when a source changed, and not for a test', async () => {
		await prepare();
		write('src/app.test.ts', 'another test');
		await prepare();
		expect(builds()).toBe(1);
		write('src/app.ts', 'two');
		await prepare();
		expect([builds(), built()]).toEqual([2, 'two']);
	});

	it('keeps the former build for a server that still serves it, and finds it again', async () => {
		await prepare();
		const former = readlinkSync(join(root, 'build/current'));
		write('src/app.ts', 'two');
		await prepare();
		expect(existsSync(join(root, 'build', former, 'handler.js'))).toBe(true);
		write('src/app.ts', 'one');
		await prepare();
		expect([builds(), built()]).toEqual([2, 'one']);
	});

	it('does not keep builds for ever', async () => {
		for (const source of ['one', 'two', 'three', 'four', 'five']) {
			write('src/app.ts', source);
			await prepare();
		}
		expect(readdirSync(join(root, 'build'))).toHaveLength(4);
		expect(built()).toBe('five');
	});

	it('installs again when the lock asks for another version', async () => {
		await prepare();
		lock({ 'node_modules/vite': '2.0.0' });
		await prepare();
		expect(installs()).toBe(2);
	});

	it('does not miss packages of other machines, or that no package asks for', async () => {
		const optional = { optional: true, version: '1.0.0' };
		const others = {
			'node_modules/other-system': { ...optional, os: ['aix'], cpu: [process.arch] },
			'node_modules/other-processor': { ...optional, os: [process.platform], cpu: ['mips'] },
			'node_modules/wasm': optional,
			'node_modules/left-over': { version: '1.0.0', extraneous: true },
		};
		await prepare();
		lock({ 'node_modules/vite': '1.0.0' }, others);
		await prepare();
		expect(installs()).toBe(1);
	});

	it('hands npm the settings of the operator and not those of the npm that called', async () => {
		const settings = {
			npm_config_registry: 'https://registry.example',
			npm_config_omit: 'dev',
			NODE_ENV: 'production',
		};
		await prepare(settings);
		const { args, env } = JSON.parse(lines('npm-runs')[0] ?? '');
		expect(args).toEqual(expect.arrayContaining(['ci', '--include=dev']));
		expect(env).toMatchObject({ npm_config_registry: 'https://registry.example' });
		expect(env).not.toHaveProperty('npm_config_omit');
		expect(env).not.toHaveProperty('NODE_ENV');
	});
});

describe('a preparation that fails', () => {
	it.each([
		['npm error code ENOTFOUND', 'No hay conexión con el registro'],
		['npm error code EAI_AGAIN', 'No hay conexión con el registro'],
		['npm error ENOSPC: no space left on device, write', 'El disco está lleno'],
		['npm error code EACCES', 'no puede escribir en la carpeta del proyecto'],
		['npm error code EUSAGE', 'git checkout package.json package-lock.json'],
		['npm error code EINTEGRITY', 'npm cache clean'],
	])('with «%s» says what to do', async (failure, advice) => {
		const { code, output } = await prepare({ FAKE_FAILS: failure });
		expect(code).toBe(1);
		expect(output).toContain(advice);
		expect(output).not.toContain('npm error');
	});

	it('for an unknown reason shows what was written, without our stack', async () => {
		const { output } = await prepare({ FAKE_FAILS: 'the moon is full\n    at Moon (moon.js:1)' });
		expect(output).toContain('No se pudo preparar el proyecto:\nthe moon is full');
		expect(output).not.toContain('moon.js');
	});

	it('because a package for this machine did not come says so', async () => {
		lock(
			{ 'node_modules/vite': '1.0.0' },
			{
				'node_modules/native': {
					optional: true,
					os: [process.platform],
					cpu: [process.arch],
					version: '1.0.0',
				},
			},
		);
		const { code, output } = await prepare({ FAKE_LOSES: 'node_modules/native' });
		expect(code).toBe(1);
		expect(output).toContain('sin todos sus paquetes');
	});

	it('because Node is too old says which one is needed', async () => {
		const old = `data:text/javascript,Object.defineProperty(process,'version',{value:'v18.20.0'})`;
		const { code, output } = await prepare({}, ['--import', old]);
		expect(code).toBe(1);
		expect(output).toBe(
			'Se necesita Node 20 o posterior y esta máquina tiene v18.20.0. Instálelo de nodejs.org.\n',
		);
	});

	it('because no Node of the service exists for this machine says what to do', async () => {
		const old = `data:text/javascript,Object.defineProperty(process,'version',{value:'v20.0.0'})`;
		const { code, output } = await prepare({}, ['--import', old]);
		expect(code).toBe(1);
		expect(output).toContain('Instale Node 24');
	});
});

describe('a preparation cut short', () => {
	it('in the build leaves the former one, and the next begins anew', async () => {
		await prepare();
		write('src/app.ts', 'two');
		const { child, ended } = launch({ BUILD_MS: '60000' });
		await until(() => builds() === 2);
		child.kill('SIGKILL');
		await ended;
		expect(built()).toBe('one');
		await prepare();
		expect(built()).toBe('two');
		expect(readdirSync(join(root, 'build')).filter((name) => name.startsWith('.'))).toEqual([]);
	});

	it('does not keep the next one waiting', async () => {
		mkdirSync(join(root, 'build'));
		symlinkSync('999999999', join(root, 'build/.preparing'));
		expect((await prepare()).code).toBe(0);
	});
});

describe('two preparations at the same time', () => {
	it('do the work once: the second waits and says for whom', async () => {
		const first = launch({ BUILD_MS: '600' });
		await until(() => builds() === 1);
		const second = await prepare();
		expect(second.output).toContain(`Otra terminal prepara el proyecto (proceso ${first.child.pid})`);
		expect((await first.ended).code).toBe(0);
		expect([installs(), builds(), built()]).toEqual([1, 1, 'one']);
	});
});
