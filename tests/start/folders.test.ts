import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { copyProject, isOpenTo } from '../support/project-copy.ts';
import { failServer, startServer, type RunningServer } from '../support/running-server.ts';

const NOBODY = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;

const folders: string[] = [];
const servers: RunningServer[] = [];

afterEach(async () => {
	for (const server of servers.splice(0)) await server.stop();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(mode: number): string {
	const folder = mkdtempSync(join(tmpdir(), 'shm-folder-'));
	folders.push(folder);
	chmodSync(folder, mode);
	return folder;
}

async function start(options: Parameters<typeof startServer>[0]): Promise<RunningServer> {
	const server = await startServer(options);
	servers.push(server);
	return server;
}

describe.runIf(isRoot)('as root', () => {
	it('the database runs as another account, and its files stay inside the data folder, closed to others', async () => {
		const dataDir = join(newFolder(0o755), 'data');
		await start({ dataDir });
		expect(statSync(dataDir).mode & 0o777).toBe(0o700);
		expect(statSync(dataDir).uid).toBe(0);
		expect(statSync(join(dataDir, 'postgres')).uid).not.toBe(0);
	});

	it('the project may lie where no other account can enter', async () => {
		const root = join(newFolder(0o700), 'proyecto');
		mkdirSync(root, { mode: 0o700 });
		copyProject(root);
		const server = await start({ root, dataDir: join(root, 'data') });
		expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
		expect(await server.stop()).toBe(0);
		expect((await start({ root, dataDir: join(root, 'data') })).output()).toContain('Servicio listo');
	});

	it('a data folder that root copied back is taken over', async () => {
		const folder = newFolder(0o755);
		await (await start({ dataDir: join(folder, 'data') })).stop();
		execFileSync('cp', ['-r', join(folder, 'data'), join(folder, 'copia')]);
		expect(lstatSync(join(folder, 'copia/postgres/base')).uid).toBe(0);
		expect((await start({ dataDir: join(folder, 'copia') })).output()).toContain('Servicio listo');
	});

	it('an ordinary account can run the whole service by itself', async () => {
		const root = projectOf(NOBODY);
		const dataDir = join(root, 'data');
		const server = await start({ root, dataDir, account: NOBODY, program: nodeOf(root) });
		expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
		expect(await server.stop('SIGINT')).toBe(0);
		expect(statSync(join(dataDir, 'postgres')).uid).toBe(NOBODY.uid);
	});

	it('an ordinary account that may not write says which folder', async () => {
		const root = projectOf(NOBODY);
		const dataDir = join(newFolder(0o755), 'data');
		const { code, output } = await failServer({ root, dataDir, account: NOBODY, program: nodeOf(root) });
		expect(code).toBe(1);
		expect(output).toMatch(new RegExp(`^No se puede usar la carpeta de datos ${dataDir} .*\\n$`));
	});
});

describe.runIf(!isRoot)('as an ordinary account', () => {
	it('the database runs as the same account, in a folder closed to others', async () => {
		const dataDir = join(newFolder(0o700), 'data');
		const server = await start({ dataDir });
		expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
		expect(statSync(join(dataDir, 'postgres')).uid).toBe(process.getuid?.());
	});
});

/** A copy of the project that belongs to `account`. */
function projectOf(account: { uid: number; gid: number }): string {
	const root = join(newFolder(0o755), 'proyecto');
	mkdirSync(root);
	copyProject(root);
	if (!isOpenTo(account)) {
		rmSync(join(root, 'node_modules'), { recursive: true });
		execFileSync('cp', ['-a', 'node_modules', root]);
	}
	execFileSync('chown', ['-R', '-h', `${account.uid}:${account.gid}`, root]);
	return root;
}

function nodeOf(root: string): string {
	return join(root, 'node_modules/.bin/node');
}
