import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
	failServer,
	freePort,
	startServer,
	type RunningServer,
	type ServerOptions,
} from '../support/running-server.ts';

const folders: string[] = [];
const servers: RunningServer[] = [];
const used = mkdtempSync(join(tmpdir(), 'shm-start-'));

/** One start on nothing, whose data folder the other tests copy. */
beforeAll(async () => {
	await (await startServer({ dataDir: join(used, 'data') })).stop();
});

afterAll(() => rmSync(used, { recursive: true }));

afterEach(async () => {
	for (const server of servers.splice(0)) await server.stop();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newDataDir(): string {
	const folder = mkdtempSync(join(tmpdir(), 'shm-start-'));
	folders.push(folder);
	return join(folder, 'data');
}

/** The data folder of a service that was used before and stopped in order. */
function usedDataDir(): string {
	const dataDir = newDataDir();
	execFileSync('cp', ['-a', join(used, 'data'), dataDir]);
	return dataDir;
}

async function start(options: ServerOptions): Promise<RunningServer> {
	const server = await startServer(options);
	servers.push(server);
	return server;
}

function postmasterOf(dataDir: string): number {
	return Number.parseInt(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
}

const hasDatabaseRunning = (dataDir: string) => existsSync(join(dataDir, 'postgres/postmaster.pid'));

async function execute(dataDir: string, text: string): Promise<unknown[]> {
	const client = new pg.Client({
		host: join(dataDir, 'postgres'),
		port: 5432,
		user: 'shm_owner',
		database: 'shm',
	});
	await client.connect();
	try {
		return (await client.query({ text, rowMode: 'array' })).rows.flat();
	} finally {
		await client.end();
	}
}

describe('the service', () => {
	it('starts on nothing, is ready when it says so, and stops without leaving a process', async () => {
		const dataDir = newDataDir();
		const server = await start({ dataDir });
		expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
		expect((await fetch(server.url)).status).toBe(200);
		expect(server.output()).toMatch(/^Servicio listo en http:\/\/localhost:\d+, en \d+ ms/m);
		expect(await server.stop('SIGTERM')).toBe(0);
		expect(server.output()).toMatch(/Servicio detenido\.\n$/);
		expect(hasDatabaseRunning(dataDir)).toBe(false);
	});

	it.each(['SIGINT', 'SIGHUP'] as const)('stops in order on %s', async (signal) => {
		const dataDir = usedDataDir();
		const server = await start({ dataDir });
		expect(await server.stop(signal)).toBe(0);
		expect(hasDatabaseRunning(dataDir)).toBe(false);
	});

	it('offers the administrator of an empty installation a link, once for each start', async () => {
		const server = await start({ dataDir: usedDataDir() });
		expect(server.output().match(/Aún no hay administrador\. .*http:\/\/localhost:\d+\/\S+/g)).toHaveLength(
			1,
		);
	});

	it('accepts forms by each name of this machine and from no other site', async () => {
		const server = await start({ dataDir: usedDataDir() });
		const statusFrom = async (at: string, origin: string) => {
			const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
			return (await fetch(`${at}/entrar`, { method: 'POST', headers, body: 'x=1', redirect: 'manual' }))
				.status;
		};
		const byNumber = server.url.replace('localhost', '127.0.0.1');
		expect(await statusFrom(server.url, server.url)).not.toBe(403);
		expect(await statusFrom(byNumber, byNumber)).not.toBe(403);
		expect(await statusFrom(server.url, 'https://otro.example')).toBe(403);
	});
});

describe('after SIGKILL', () => {
	it('of the service, the next start takes over its database with all that was kept', async () => {
		const dataDir = usedDataDir();
		const server = await start({ dataDir });
		await execute(dataDir, 'create table kept as select 1 as n');
		const postmaster = postmasterOf(dataDir);
		await server.stop('SIGKILL');
		await start({ dataDir });
		expect(postmasterOf(dataDir)).toBe(postmaster);
		expect(await execute(dataDir, 'select n from kept')).toEqual([1]);
	});

	it('of the service and of the database, the next start has all that was kept', async () => {
		const dataDir = usedDataDir();
		const server = await start({ dataDir });
		await execute(dataDir, 'create table kept as select 1 as n');
		process.kill(postmasterOf(dataDir), 'SIGKILL');
		await server.stop('SIGKILL');
		await start({ dataDir });
		expect(await execute(dataDir, 'select n from kept')).toEqual([1]);
	});

	it('of the database alone, the service answers again by itself', async () => {
		const dataDir = usedDataDir();
		const server = await start({ dataDir });
		process.kill(postmasterOf(dataDir), 'SIGKILL');
		await expect
			.poll(async () => (await fetch(`${server.url}/readyz`)).status, { timeout: 20_000 })
			.toBe(200);
		expect(await server.stop()).toBe(0);
	});
});

describe('a start that cannot be', () => {
	it('because the data folder is in use names the process, and leaves the other alone', async () => {
		const dataDir = usedDataDir();
		const first = await start({ dataDir });
		const { code, output } = await failServer({ dataDir });
		expect(code).toBe(1);
		expect(output).toBe(
			`El servicio ya está funcionando con la carpeta de datos ${dataDir} (proceso ${first.pid}). ` +
				'Deténgalo antes, o use otra carpeta con --data.\n',
		);
		expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
	});

	it('because the port is taken says so and leaves no database running', async () => {
		const dataDir = usedDataDir();
		const other = createServer().listen(await freePort(), '127.0.0.1');
		await once(other, 'listening');
		const { port } = other.address() as { port: number };
		const { code, output } = await failServer({ dataDir, port });
		other.close();
		expect(code).toBe(1);
		expect(output).toMatch(
			new RegExp(`^El puerto ${port} de 127\\.0\\.0\\.1 está ocupado por otro programa\\..*\\n$`),
		);
		expect(hasDatabaseRunning(dataDir)).toBe(false);
	});

	it('because of wrong settings names each of them, and touches nothing', async () => {
		const dataDir = newDataDir();
		const { code, output } = await failServer({ dataDir, env: { PORT: 'tres mil', WORKERS: 'dos' } });
		expect(code).toBe(1);
		expect(output).toContain('PORT: se recibió «tres mil»');
		expect(output).toContain('WORKERS: se recibió «dos»');
		expect(output).not.toContain(' at ');
		expect(existsSync(dataDir)).toBe(false);
	});

	it('because the institution does not exist says so in a line and leaves no database running', async () => {
		const dataDir = usedDataDir();
		const { code, output } = await failServer({ dataDir, env: { INSTITUTION: 'ninguna' } });
		expect(code).toBe(1);
		expect(output).toContain('ninguna');
		expect(output).not.toContain(' at ');
		expect(hasDatabaseRunning(dataDir)).toBe(false);
	});
});
