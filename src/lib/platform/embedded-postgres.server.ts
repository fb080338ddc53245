import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ensureCluster, OWNER, reasonOf } from './embedded-postgres-cluster.server.ts';
import { databaseAccount, findPrograms, ownAccountName } from './embedded-postgres-programs.server.ts';
import { closestSocketFolder, postmasterOf, type Postmaster } from './embedded-postgres-process.server.ts';
import { log } from './log.server.ts';
import { isStartProblem, startProblem } from './start-problem.ts';

/** The embedded database as one process of ours sees it. */
export type EmbeddedPostgres = {
	/** connection string of the owner, over a Unix socket */
	url: string;
	/** Stops the database, unless another process of ours still uses it. Close the pool before. */
	stop(): Promise<void>;
	/** Asks the database to stop and does not wait: for leaving at once. */
	interrupt(): void;
};

const DATABASE = 'shm';
const PORT = 5432;
const START_LIMIT_MS = 60_000;
const SLOW_RECOVERY_MS = 5_000;
const RETRY_MS = 20;
const LONGEST_RETRY_MS = 5_000;
/** How long the lock of a killed server may outlive it. */
const STALE_LOCK_MS = 1_000;

/** How long sessions that are closing may take. */
const LEAVING_MS = 500;

/** Session locks in the database `postgres`: everybody who uses the cluster shares the first, the server holds the second. */
const USERS_LOCK = 7_214_550_001;
const SERVER_LOCK = 7_214_550_002;

type Use = {
	postmaster: Postmaster;
	folder: string;
	dataDir: string;
	exclusive: boolean;
	tell: (message: string) => void;
};

/**
 * Starts the PostgreSQL that came with the project on the cluster in `dataDir/postgres`, made on first use, or joins
 * it when it runs already: started by another process of ours, or left by one that was killed. While it is in use it
 * is started again whenever it dies. With `exclusive` (the server) nobody else may hold the same data folder that way.
 * @throws Error (start problem) when the machine does not let it run, or `exclusive` is taken: names the process
 */
export async function startEmbeddedPostgres({
	dataDir,
	exclusive = false,
	tell = (message) => log.warn(message),
}: {
	dataDir: string;
	exclusive?: boolean;
	/** receives what an operator should know while it happens, in Spanish */
	tell?: (message: string) => void;
}): Promise<EmbeddedPostgres> {
	const folder = join(dataDir, 'postgres');
	const user = ownAccountName();
	makeDataFolder(dataDir);
	const account = databaseAccount(folder);
	const programs = findPrograms(account);
	await ensureCluster(folder, programs, account);
	const postmaster = postmasterOf({ folder, dataDir, programs, account, user });
	const presence = await stayPresent({ postmaster, folder, dataDir, exclusive, tell });
	const socketFolder = closestSocketFolder(folder);
	const stop = async () => {
		if (await presence.leave()) {
			await othersHaveGone(presence.session());
			await postmaster.stop();
			if (socketFolder !== folder) rmSync(socketFolder, { force: true });
		}
		await presence.end();
	};
	try {
		await createDatabase(presence.session);
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		url: `postgresql://${OWNER}@localhost:${PORT}/${DATABASE}?host=${encodeURIComponent(socketFolder)}`,
		stop,
		interrupt: () => postmaster.interrupt(),
	};
}

/** Keeps a session open as the sign that this process uses the database, and starts the database again when the session breaks. */
async function stayPresent(use: Use) {
	let session = await enter(use, START_LIMIT_MS);
	let leaving = false;
	let returning: Promise<void> | undefined;
	const watch = () => session.once('end', () => void (leaving || (returning = comeBack())));
	const comeBack = async () => {
		use.tell('La base de datos se detuvo; se está levantando de nuevo.');
		for (let wait = RETRY_MS; !leaving; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
			try {
				session = await enter(use, LONGEST_RETRY_MS);
				watch();
				return use.tell('La base de datos está disponible de nuevo.');
			} catch (error) {
				use.tell((error as Error).message);
				await pause(wait);
			}
		}
	};
	watch();
	return {
		session: () => session,
		/** @returns whether nobody else uses the database; until {@link end}, newcomers then wait */
		async leave() {
			leaving = true;
			await returning;
			return isLastUser(session);
		},
		end: () => session.end().catch(() => undefined),
	};
}

function makeDataFolder(dataDir: string): void {
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
		accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
	} catch (error) {
		throw startProblem(
			`No se puede usar la carpeta de datos ${dataDir} (${(error as Error).message}). ` +
				'Use otra con --data, o dé permiso de escritura a la cuenta que arranca el servicio.',
			error,
		);
	}
}

/** Connects, starting the database when it does not run, and takes the locks. */
async function enter(use: Use, limitMs: number): Promise<pg.Client> {
	const began = Date.now();
	let toldAt = began;
	for (;;) {
		const session = await connect(closestSocketFolder(use.folder));
		if (session instanceof pg.Client) {
			if (await takeLocks(session, use)) return session;
			continue;
		}
		if (session === 'absent') {
			use.postmaster.ensureStarted();
			if (Date.now() - began > limitMs) {
				use.postmaster.interrupt();
				throw startProblem(
					`La base de datos de ${use.dataDir} no arrancó: ${reasonOf(use.postmaster.lastWords())}`,
				);
			}
		} else if (Date.now() - toldAt > SLOW_RECOVERY_MS) {
			use.tell('La base de datos se recupera de un cierre brusco; espere, no la interrumpa.');
			toldAt = Date.now();
		}
		await pause(RETRY_MS);
	}
}

/** The session of ours that keeps the database in use; `busy` while it recovers or stops. */
async function connect(host: string): Promise<pg.Client | 'absent' | 'busy'> {
	const session = new pg.Client({
		host,
		port: PORT,
		user: OWNER,
		database: 'postgres',
		application_name: `shm ${process.pid}`,
		connectionTimeoutMillis: LONGEST_RETRY_MS,
		ssl: false,
	});
	session.on('error', () => undefined);
	try {
		await session.connect();
		return session;
	} catch (error) {
		await session.end().catch(() => undefined);
		const code = (error as { code?: string }).code;
		if (code === 'ECONNREFUSED' || code === 'ENOENT') return 'absent';
		if (isPassing(error)) return 'busy';
		throw startProblem(
			`La base de datos no admite a la cuenta que arranca el servicio: ${(error as Error).message}`,
			error,
		);
	}
}

/** Errors of a database that stops, recovers or is full; those of a broken connection carry no code. */
function isPassing(error: unknown): boolean {
	const { code } = error as { code?: string };
	return code === undefined || /^(57P0|53300|ECONN|EPIPE)/.test(code);
}

/** @returns false when the database went away meanwhile, so that the caller tries again */
async function takeLocks(session: pg.Client, { exclusive, dataDir }: Use): Promise<boolean> {
	try {
		await session.query(`select pg_advisory_lock_shared(${USERS_LOCK})`);
		const began = Date.now();
		while (exclusive && !(await ask(session, `select pg_try_advisory_lock(${SERVER_LOCK})`))) {
			if (Date.now() - began > STALE_LOCK_MS) throw await alreadyRunning(session, dataDir);
			await pause(RETRY_MS);
		}
		return true;
	} catch (error) {
		await session.end().catch(() => undefined);
		if (isStartProblem(error)) throw error;
		return false;
	}
}

async function alreadyRunning(session: pg.Client, dataDir: string): Promise<Error> {
	const holder = await ask(
		session,
		`select split_part(application_name, ' ', 2) from pg_stat_activity join pg_locks using (pid)
		 where locktype = 'advisory' and granted and (classid::bigint << 32) + objid::bigint = ${SERVER_LOCK}`,
	);
	return startProblem(
		`El servicio ya está funcionando con la carpeta de datos ${dataDir} (proceso ${holder ?? 'desconocido'}). ` +
			'Deténgalo antes, o use otra carpeta con --data.',
	);
}

/** Begins again with the next session when the database dies meanwhile. */
async function createDatabase(session: () => pg.Client): Promise<void> {
	for (const began = Date.now(); ; await pause(RETRY_MS)) {
		try {
			if (await ask(session(), `select true from pg_database where datname = '${DATABASE}'`)) return;
			await session().query(`create database ${DATABASE}`);
			return;
		} catch (error) {
			const isThere = (error as { code?: string }).code === '42P04';
			if (isThere) return;
			if (!isPassing(error) || Date.now() - began > START_LIMIT_MS) throw error;
		}
	}
}

/** Gives back the shared lock and asks for all of it: only the last user gets it, and newcomers then wait. */
async function isLastUser(session: pg.Client): Promise<boolean> {
	try {
		await session.query(`select pg_advisory_unlock_shared(${USERS_LOCK})`);
		return (await ask(session, `select pg_try_advisory_lock(${USERS_LOCK})`)) === true;
	} catch {
		return true;
	}
}

/** A pool counts as closed before its sessions are: they get a moment, or each would tell of a lost connection. */
async function othersHaveGone(session: pg.Client): Promise<void> {
	const question = `select count(*)::int from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
	for (let left = LEAVING_MS; left > 0; left -= RETRY_MS) {
		const others = await ask(session, question).catch(() => 0);
		if (others === 0) return;
		await pause(RETRY_MS);
	}
}

async function ask(session: pg.Client, question: string): Promise<unknown> {
	const { rows } = await session.query<unknown[]>({ text: question, rowMode: 'array' });
	return rows[0]?.[0];
}
