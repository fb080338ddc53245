import { spawn, type ChildProcess } from 'node:child_process';
import {
	closeSync,
	existsSync,
	lstatSync,
	openSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, OWN_FOLDER, reasonOf, writeConfiguration } from './embedded-postgres-cluster.server.ts';
import type { Account, Programs } from './embedded-postgres-programs.server.ts';
import { startProblem } from './start-problem.ts';

/** The main process of the embedded database. */
export type Postmaster = {
	/** Starts it when no process of it runs; may be called again and again while waiting for it. */
	ensureStarted(): void;
	/** What the last attempt wrote into the log. */
	lastWords(): string;
	/** Ends sessions, writes everything down, waits for the end. */
	stop(): Promise<void>;
	/** Asks for the same and does not wait. */
	interrupt(): void;
};

const RESTART_PAUSE_MS = 250;
const STOP_LIMIT_MS = 30_000;
const LONGEST_LOG_BYTES = 5_000_000;
/** Longest path of a Unix socket on Linux. */
const LONGEST_SOCKET_BYTES = 107;

/** Where a short link to a long folder may stand: first what is never emptied while the machine runs. */
const SHORT_PLACES = ['/run', '/var/tmp', '/tmp'];

/** Reasons of a failed start that pass by themselves: another process started it, or the remains of a killed one still end. */
const PASSING = /lock file "[^"]+" already exists|shared memory block .* still in use|Is another postmaster/;

/** The postmaster of the cluster in `folder`, running or not; its log is `postgres.log` in the data folder. */
export function postmasterOf(cluster: {
	folder: string;
	dataDir: string;
	programs: Programs;
	account: Account;
	/** account that may connect */
	user: string;
}): Postmaster {
	const { folder } = cluster;
	const log = join(cluster.dataDir, 'postgres.log');
	const { dev, ino } = statSync(folder);
	const mark = `cluster_name=shm-${fingerprint(`${dev}:${ino}`)}`;
	let child: ChildProcess | undefined;
	let startedAt = 0;
	let logStart = 0;

	const lastWords = () => (existsSync(log) ? readFileSync(log).subarray(logStart).toString() : '');
	const pid = () =>
		child && child.exitCode === null && child.signalCode === null ? child.pid : adoptedPid(folder, mark);

	return {
		lastWords,
		ensureStarted() {
			if (pid() !== undefined || Date.now() - startedAt < RESTART_PAUSE_MS) return;
			const failed = Boolean(child?.exitCode) && !PASSING.test(lastWords());
			child = undefined;
			if (failed) {
				throw startProblem(
					`La base de datos no arrancó: ${reasonOf(lastWords())} Hay más detalle en ${log}.`,
				);
			}
			removeForeignLock(folder);
			writeConfiguration(folder, cluster.account, cluster.user);
			rotate(log);
			logStart = existsSync(log) ? statSync(log).size : 0;
			startedAt = Date.now();
			child = launch(cluster, log, mark);
		},
		async stop() {
			const running = pid();
			if (running === undefined) return;
			for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
				signalTo(running, signal);
				const limit = Date.now() + STOP_LIMIT_MS;
				while (runs(running) && Date.now() < limit) await pause(10);
				if (!runs(running)) return;
			}
			throw new Error(`PostgreSQL (proceso ${running}) no se detuvo`);
		},
		interrupt() {
			const running = pid();
			if (running !== undefined) signalTo(running, 'SIGINT');
		},
	};
}

/** A folder whose path is short enough for a Unix socket and leads to `folder`: itself, or a link in a folder for temporary files. */
export function closestSocketFolder(folder: string): string {
	const fits = (path: string) => Buffer.byteLength(join(path, '.s.PGSQL.5432')) <= LONGEST_SOCKET_BYTES;
	if (fits(folder)) return folder;
	for (const place of SHORT_PLACES) {
		const link = join(place, `shm-${process.getuid?.()}-${fingerprint(folder)}`);
		if (fits(link) && pointsTo(link, folder)) return link;
	}
	throw startProblem(
		`La ruta de la carpeta de datos es demasiado larga (${folder}) y no se pudo acortar con un enlace en /tmp. ` +
			'Use una carpeta con una ruta de menos de 80 letras con --data.',
	);
}

function pointsTo(link: string, folder: string): boolean {
	try {
		symlinkSync(folder, link);
		return true;
	} catch {
		const found = lstatSync(link, { throwIfNoEntry: false });
		return Boolean(
			found?.isSymbolicLink() && found.uid === process.getuid?.() && readlinkSync(link) === folder,
		);
	}
}

function launch(
	{ folder, programs, account }: { folder: string; programs: Programs; account: Account },
	log: string,
	mark: string,
): ChildProcess {
	const output = openSync(log, 'a', 0o600);
	try {
		const child = spawn(programs.postgres, ['-D', OWN_FOLDER, '-c', mark], {
			...account.become,
			cwd: folder,
			env: { PATH: process.env.PATH, LC_ALL: 'C' },
			stdio: ['ignore', output, output],
			detached: true,
		});
		child.on('error', () => undefined);
		child.unref();
		return child;
	} finally {
		closeSync(output);
	}
}

/** Number of the running postmaster of this cluster that another process started. */
function adoptedPid(folder: string, mark: string): number | undefined {
	const pid = lockedBy(folder);
	return pid !== undefined && isAlive(pid) && commandOf(pid)?.includes(mark) ? pid : undefined;
}

/**
 * After a kill, the number in the lock file may have passed to a stranger, which PostgreSQL would take for a server.
 * Any PostgreSQL is left alone: running two on one cluster would destroy it.
 */
function removeForeignLock(folder: string): void {
	const pid = lockedBy(folder);
	if (pid === undefined || !isAlive(pid)) return;
	const [program] = commandOf(pid)?.split(' ') ?? [];
	if (program !== undefined && !/(^|\/)postgres:?$/.test(program))
		rmSync(join(folder, 'postmaster.pid'), { force: true });
}

/** A process that has ended and waits for its parent to notice has no command any more. */
function runs(pid: number): boolean {
	return isAlive(pid) && commandOf(pid) !== '';
}

function lockedBy(folder: string): number | undefined {
	const pid = Number.parseInt(readIfThere(join(folder, 'postmaster.pid')) ?? '', 10);
	return pid > 0 ? pid : undefined;
}

function commandOf(pid: number): string | undefined {
	return readIfThere(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ');
}

/** Files of another process: they may go at any moment. */
function readIfThere(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

function rotate(log: string): void {
	if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LONGEST_LOG_BYTES) renameSync(log, `${log}.1`);
}

function fingerprint(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
