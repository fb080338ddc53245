import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.server.ts';
import { ensureCluster, isAlive } from './embedded-postgres-cluster.server.ts';
import { databaseAccount, findPrograms, type Programs } from './embedded-postgres-programs.server.ts';

const pristine = mkdtempSync(join(tmpdir(), 'shm-test-'));
const folders: string[] = [];
const held: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
	await (await startEmbeddedPostgres({ dataDir: pristine })).stop();
});

afterEach(async () => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
	for (const database of held.splice(0)) await database.stop();
	for (const folder of folders.splice(0)) {
		const postmaster = postmasterIn(folder);
		if (postmaster && isAlive(postmaster)) process.kill(postmaster, 'SIGQUIT');
		rmSync(folder, { recursive: true, force: true, maxRetries: 50 });
	}
});

afterAll(() => rmSync(pristine, { recursive: true, force: true }));

function emptyFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'shm-test-'));
	folders.push(folder);
	return folder;
}

/** A data folder with a database that was stopped in order: quicker than making one. */
function folderWithDatabase(): string {
	const folder = emptyFolder();
	cpSync(pristine, folder, { recursive: true });
	return folder;
}

type Options = { exclusive?: boolean; tell?: (message: string) => void };

async function hold(dataDir: string, options: Options = {}): Promise<EmbeddedPostgres> {
	const database = await startEmbeddedPostgres({ dataDir, tell: () => undefined, ...options });
	held.push(database);
	return database;
}

/** The database held by another process, which can be killed. */
async function holdElsewhere(dataDir: string): Promise<ChildProcess> {
	const child = spawn(process.execPath, ['tests/support/hold-database.ts', dataDir], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	children.push(child);
	await once(child.stdout as NodeJS.ReadableStream, 'data');
	return child;
}

function postmasterIn(dataDir: string): number | undefined {
	const file = join(dataDir, 'postgres/postmaster.pid');
	return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

async function query(url: string, text: string): Promise<unknown[]> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => undefined);
	await client.connect();
	try {
		return (await client.query({ text, rowMode: 'array' })).rows.flat();
	} finally {
		await client.end();
	}
}

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await pause(10);
}

/** Asks again while the database is away. */
async function queryWhenBack(url: string, text: string): Promise<unknown[]> {
	for (;;) {
		try {
			return await query(url, text);
		} catch {
			await pause(20);
		}
	}
}

describe('the embedded database', () => {
	it('is made on first use, durable, in UTF-8, sorting as Mexicans do', async () => {
		const { url } = await hold(emptyFolder());
		expect(
			await query(
				url,
				`select current_user, current_database(), current_setting('fsync'), current_setting('full_page_writes'),
				   current_setting('synchronous_commit'), current_setting('data_checksums'), current_setting('server_encoding'),
				   array_to_string(array(select unnest(array['oso', 'ñu', 'nube', 'Ángel', 'ave']) as word order by word), ' ')`,
			),
		).toEqual(['shm_owner', 'shm', 'on', 'on', 'on', 'on', 'UTF8', 'Ángel ave nube ñu oso']);
	});

	it('listens only on a socket, and lets in only the account that started it', async () => {
		const dataDir = folderWithDatabase();
		const { url } = await hold(dataDir);
		expect(await query(url, `select current_setting('listen_addresses')`)).toEqual(['']);
		expect(await query(url, `select auth_method from pg_hba_file_rules`)).toEqual(['peer']);
	});

	it('stops without leaving a process', async () => {
		const dataDir = folderWithDatabase();
		const database = await startEmbeddedPostgres({ dataDir });
		const postmaster = postmasterIn(dataDir) ?? 0;
		expect(isAlive(postmaster)).toBe(true);
		await database.stop();
		await until(() => !isAlive(postmaster));
	});

	it('lies as deep as anybody wants', async () => {
		const dataDir = join(emptyFolder(), 'una-carpeta-con-nombre-largo/'.repeat(6), 'data');
		mkdirSync(dataDir, { recursive: true });
		cpSync(pristine, dataDir, { recursive: true });
		const { url } = await hold(dataDir);
		expect(await query(url, 'select 1')).toEqual([1]);
	});

	it('is shared by the processes that use it, and the last one stops it', async () => {
		const dataDir = folderWithDatabase();
		const first = await startEmbeddedPostgres({ dataDir });
		const second = await startEmbeddedPostgres({ dataDir });
		const postmaster = postmasterIn(dataDir) ?? 0;
		await first.stop();
		expect(await query(second.url, 'select 1')).toEqual([1]);
		await second.stop();
		await until(() => !isAlive(postmaster));
	});

	it('starts once when two processes ask for it at the same time', async () => {
		const dataDir = folderWithDatabase();
		const [first, second] = await Promise.all([hold(dataDir), hold(dataDir)]);
		expect(await query(first.url, 'select 1')).toEqual([1]);
		expect(await query(second.url, 'select 1')).toEqual([1]);
	});

	it('serves one server at a time and names the process that has it', async () => {
		const dataDir = folderWithDatabase();
		const other = await holdElsewhere(dataDir);
		await expect(startEmbeddedPostgres({ dataDir, exclusive: true })).rejects.toThrow(
			`El servicio ya está funcionando con la carpeta de datos ${dataDir} (proceso ${other.pid})`,
		);
	});
});

describe('after a kill', () => {
	it('of the service, the database that was left running is adopted, and stopped in the end', async () => {
		const dataDir = folderWithDatabase();
		const other = await holdElsewhere(dataDir);
		const postmaster = postmasterIn(dataDir) ?? 0;
		other.kill('SIGKILL');
		await once(other, 'exit');
		const database = await startEmbeddedPostgres({ dataDir, exclusive: true });
		expect(postmasterIn(dataDir)).toBe(postmaster);
		await database.stop();
		await until(() => !isAlive(postmaster));
	});

	it('of the database in use, it comes back by itself with all that was committed', async () => {
		const dataDir = folderWithDatabase();
		const told: string[] = [];
		const { url } = await hold(dataDir, { exclusive: true, tell: (message) => told.push(message) });
		await query(url, 'create table kept as select 1 as n');
		const killed = postmasterIn(dataDir) ?? 0;
		process.kill(killed, 'SIGKILL');
		expect(await queryWhenBack(url, 'select n from kept')).toEqual([1]);
		await until(() => told.some((message) => message.includes('disponible de nuevo')));
		expect(postmasterIn(dataDir)).not.toBe(killed);
		await expect(startEmbeddedPostgres({ dataDir, exclusive: true })).rejects.toThrow('ya está funcionando');
	});

	it('of both, the next start finds all that was committed', async () => {
		const dataDir = folderWithDatabase();
		const other = await holdElsewhere(dataDir);
		const first = await startEmbeddedPostgres({ dataDir });
		await query(first.url, 'create table kept as select 1 as n');
		held.push(first);
		other.kill('SIGKILL');
		process.kill(postmasterIn(dataDir) ?? 0, 'SIGKILL');
		expect(await query((await hold(dataDir, { exclusive: true })).url, 'select n from kept')).toEqual([1]);
	});

	it('a lock file whose number has passed to a stranger does not keep it from starting', async () => {
		const dataDir = folderWithDatabase();
		const account = databaseAccount(join(dataDir, 'postgres'));
		const stranger = spawn('sleep', ['60'], account.become);
		children.push(stranger);
		writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${stranger.pid}\n/proc/self/cwd\n`);
		expect(await query((await hold(dataDir)).url, 'select 1')).toEqual([1]);
	});

	it('half-way through the first start, the next one begins anew, and the remains go', async () => {
		const dataDir = emptyFolder();
		const child = spawn(process.execPath, ['tests/support/hold-database.ts', dataDir], { stdio: 'ignore' });
		await until(() => readdirSync(dataDir).some((name) => existsSync(join(dataDir, name, 'pg_wal'))));
		child.kill('SIGKILL');
		await once(child, 'exit');
		expect(readdirSync(dataDir)).toEqual([`postgres.new-${child.pid}`]);
		expect(await query((await hold(dataDir)).url, 'select 1')).toEqual([1]);
		await hold(dataDir);
		expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.log']);
	});
});

describe('what keeps the database from starting', () => {
	it('is told when the folder holds another version', async () => {
		const dataDir = folderWithDatabase();
		writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '15\n');
		await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
			/es de PostgreSQL 15 y esta versión del servicio trae/,
		);
	});

	it('is told when the folder holds something else', async () => {
		const dataDir = emptyFolder();
		mkdirSync(join(dataDir, 'postgres/fotos'), { recursive: true });
		await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/existe y no es una base de datos/);
	});

	it('is told with the reason that PostgreSQL gives', async () => {
		const dataDir = folderWithDatabase();
		rmSync(join(dataDir, 'postgres/global/pg_control'));
		await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
			/no arrancó: .*pg_control.*postgres\.log/s,
		);
	});

	it('is told when the data folder cannot be made', async () => {
		const file = join(emptyFolder(), 'archivo');
		writeFileSync(file, '');
		await expect(startEmbeddedPostgres({ dataDir: join(file, 'data') })).rejects.toThrow(
			/No se puede usar la carpeta de datos/,
		);
	});
});

describe('making the cluster', () => {
	/** An `initdb` that behaves as on a system without some locale, or with a full disk. */
	function programsWith(dataDir: string, script: string): Programs {
		const programs = findPrograms(databaseAccount(join(dataDir, 'postgres')));
		const initdb = join(dataDir, 'initdb');
		writeFileSync(initdb, `#!/bin/sh\n${script}\nexec ${programs.initdb} "$@"\n`);
		chmodSync(initdb, 0o755);
		chmodSync(dataDir, 0o755);
		return { ...programs, initdb };
	}

	it('falls back where the system lacks the locale', async () => {
		const dataDir = emptyFolder();
		const programs = programsWith(
			dataDir,
			'case "$*" in *--locale=C.UTF-8*) echo \'initdb: error: invalid locale name "C.UTF-8"\' >&2; exit 1;; esac',
		);
		const folder = join(dataDir, 'postgres');
		await ensureCluster(folder, programs, databaseAccount(folder));
		const { url } = await hold(dataDir);
		expect(await query(url, `select datcollate, datlocale from pg_database where datname = 'shm'`)).toEqual([
			'C',
			'es-MX',
		]);
	});

	it('says when the disk is full and leaves nothing', async () => {
		const dataDir = emptyFolder();
		const programs = programsWith(dataDir, 'echo "could not write: No space left on device" >&2; exit 1');
		const folder = join(dataDir, 'postgres');
		await expect(ensureCluster(folder, programs, databaseAccount(folder))).rejects.toThrow(
			'el disco está lleno',
		);
		expect(readdirSync(dataDir)).toEqual(['initdb']);
	});
});
