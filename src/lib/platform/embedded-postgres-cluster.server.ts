import { spawn } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	closeSync,
	existsSync,
	fchownSync,
	fsyncSync,
	lchownSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Account, Programs } from './embedded-postgres-programs.server.ts';
import { startProblem } from './start-problem.ts';

/** Superuser of the embedded database, which owns the tables. */
export const OWNER = 'shm_owner';

/**
 * How PostgreSQL is told of its own folder: it starts inside, so that it needs no right to the folders above
 * (docs/adr/0002).
 */
export const OWN_FOLDER = '/proc/self/cwd';

/**
 * Settings of the embedded database for a small machine that it shares with the application. `postgresql.conf` is
 * written anew at each start; what an operator sets with ALTER SYSTEM wins. Durability stays at PostgreSQL's defaults.
 * The log leaves out DETAIL and statements because they repeat personal data.
 */
const CONFIGURATION = {
	listen_addresses: '',
	unix_socket_directories: OWN_FOLDER,
	max_connections: 60,
	shared_buffers: '256MB',
	effective_cache_size: '512MB',
	work_mem: '8MB',
	maintenance_work_mem: '64MB',
	max_wal_size: '512MB',
	min_wal_size: '64MB',
	random_page_cost: 1.1,
	io_method: 'sync',
	jit: 'off',
	max_worker_processes: 4,
	max_logical_replication_workers: 0,
	max_wal_senders: 0,
	autovacuum_max_workers: 2,
	log_error_verbosity: 'terse',
	log_min_error_statement: 'panic',
	log_checkpoints: 'off',
	timezone: 'UTC',
	log_timezone: 'UTC',
	lc_messages: 'C',
};

/** Orders of words to try, best first: Spanish of Mexico by ICU, and what works where the system lacks a locale. */
const LOCALES = [
	['--locale-provider=icu', '--icu-locale=es-MX', '--locale=C.UTF-8'],
	['--locale-provider=icu', '--icu-locale=es-MX', '--locale=C'],
	['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
];

/**
 * Makes sure that `folder` holds a cluster of our major version. A new one is made aside and renamed into place,
 * so that a start killed half-way leaves no half cluster.
 */
export async function ensureCluster(folder: string, programs: Programs, account: Account): Promise<void> {
	removeLeftovers(folder);
	const version = versionOf(folder);
	if (version === programs.major) return handOver(folder, account);
	if (version) {
		throw startProblem(
			`La base de datos de ${folder} es de PostgreSQL ${version} y esta versión del servicio trae PostgreSQL ${programs.major}. ` +
				'Respáldela con la versión anterior del servicio (npm run shm -- backup) y restáurela con esta.',
		);
	}
	if (existsSync(folder)) {
		throw startProblem(
			`La carpeta ${folder} existe y no es una base de datos. Muévala a otro lugar y vuelva a arrancar.`,
		);
	}
	await createCluster(folder, programs, account);
}

/** Writes the configuration files of a cluster that is not running: only the account named `user` may connect, by the socket. */
export function writeConfiguration(folder: string, account: Account, user: string): void {
	const settings = Object.entries(CONFIGURATION).map(([name, value]) => `${name} = '${value}'`);
	replaceFile(join(folder, 'postgresql.conf'), settings, account);
	replaceFile(join(folder, 'pg_hba.conf'), ['local all all peer map=shm'], account);
	replaceFile(join(folder, 'pg_ident.conf'), [`shm "${user}" all`], account);
}

/** A folder that root copied back from somewhere belongs to root: the account takes it over. */
function handOver(folder: string, account: Account): void {
	chmodSync(folder, 0o700);
	if (statSync(folder).uid === account.uid) return;
	for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
		lchownSync(join(folder, name), account.uid, account.gid);
	}
	lchownSync(folder, account.uid, account.gid);
}

async function createCluster(folder: string, programs: Programs, account: Account): Promise<void> {
	const aside = `${folder}.new-${process.pid}`;
	try {
		let output = '';
		for (const locale of LOCALES) {
			rmSync(aside, { recursive: true, force: true });
			mkdirSync(aside, { mode: 0o700 });
			chownSync(aside, account.uid, account.gid);
			const result = await initialise(aside, programs, account, locale);
			output = result.output;
			if (result.done) return moveIntoPlace(aside, folder);
			if (!/locale/i.test(output)) break;
		}
		throw startProblem(`No se pudo crear la base de datos en ${folder}: ${reasonOf(output)}`);
	} finally {
		rmSync(aside, { recursive: true, force: true });
	}
}

function initialise(
	folder: string,
	programs: Programs,
	account: Account,
	locale: string[],
): Promise<{ done: boolean; output: string }> {
	const options = [
		...['-D', OWN_FOLDER, '-U', OWNER, '--auth=peer', '--encoding=UTF8', '--data-checksums'],
		...['--text-search-config=spanish', ...locale],
	];
	const child = spawn(programs.initdb, options, {
		...account.become,
		cwd: folder,
		env: { PATH: process.env.PATH, LC_ALL: 'C' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	child.stdout.on('data', (bytes) => (output += bytes));
	child.stderr.on('data', (bytes) => (output += bytes));
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve({ done: code === 0, output }));
	});
}

/** When another process made the cluster meanwhile, its one stays and ours goes. */
function moveIntoPlace(aside: string, folder: string): void {
	try {
		renameSync(aside, folder);
	} catch (error) {
		if (!versionOf(folder)) throw error;
	}
	const parent = openSync(dirname(folder), 'r');
	fsyncSync(parent);
	closeSync(parent);
}

/** What a killed start left goes; where its `initdb` is still ending, at the next start. */
function removeLeftovers(folder: string): void {
	const prefix = `${basename(folder)}.new-`;
	for (const name of readdirSync(dirname(folder))) {
		if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
		try {
			rmSync(join(dirname(folder), name), { recursive: true, force: true });
		} catch (error) {
			if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
		}
	}
}

/** The folder belongs to the account of the database: a file is created anew and renamed, so that no link in it is followed. */
function replaceFile(path: string, lines: string[], account: Account): void {
	const aside = `${path}.${process.pid}`;
	rmSync(aside, { force: true });
	const file = openSync(aside, 'wx', 0o600);
	try {
		writeSync(file, lines.join('\n') + '\n');
		fchownSync(file, account.uid, account.gid);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(aside, path);
}

function versionOf(folder: string): string | undefined {
	const file = join(folder, 'PG_VERSION');
	return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** Whether a process with this number exists. */
export function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** What an operator can use of the output of a PostgreSQL program. */
export function reasonOf(output: string): string {
	if (/No space left on device/i.test(output))
		return 'el disco está lleno. Libere espacio y vuelva a arrancar.';
	const lines = output.split('\n').filter((line) => /error|fatal|panic/i.test(line));
	return `${(lines.length > 0 ? lines : output.trim().split('\n')).slice(-3).join(' ')}`;
}
