import { hostname } from 'node:os';
import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { settings } from './config.server.ts';
import { log } from './log.server.ts';

/** Role without rights to change tables or to touch written audit entries; every connection of the application takes it. */
export const APPLICATION_ROLE = 'shm_app';

/** The database, outside a transaction. */
export type Database = NodePgDatabase;
/** An open transaction. */
export type Transaction = PgTransaction<NodePgQueryResultHKT, Record<string, never>, Record<string, never>>;
/** What a reading function takes: it does not mind whether a transaction is open. */
export type Reader = Database | Transaction;

/** How the sessions of this process are called in the database; PostgreSQL cuts names to 63 bytes. */
const SESSION_NAME = `shm@${process.pid}.${hostname()}`.slice(0, 63);

const FORM = { casing: 'snake_case' } as const;
const STATEMENT_MS = 30_000;
/** A server that has not ended a statement by then has gone without a word: its connection is given up. */
const SILENCE_MS = 35_000;
const KEEP_ALIVE_MS = 10_000;
/** Connections that stay while nobody asks for anything: a new one must plan every statement again before it is quick. */
const KEPT_CONNECTIONS = 4;

let pool: pg.Pool | undefined;
let database: Database | undefined;

/**
 * Opens the one pool of this process. Without `url`, the one of the settings.
 * Calling it again with another address (tests) closes the former pool.
 */
export async function openDatabase(url: string = databaseUrl()): Promise<Database> {
	await closeDatabase();
	pool = new pg.Pool({
		connectionString: url,
		min: KEPT_CONNECTIONS,
		max: 16,
		options: `-c role=${APPLICATION_ROLE} -c statement_timeout=${STATEMENT_MS} -c idle_in_transaction_session_timeout=60s`,
		application_name: SESSION_NAME,
		connectionTimeoutMillis: 5_000,
		query_timeout: SILENCE_MS,
		pipeline: true,
		keepAlive: true,
		keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
	});
	pool.on('error', (error) => log.error({ err: error }, 'database connection lost'));
	pool.on('connect', survive);
	database = drizzle(pool, FORM);
	return database;
}

/**
 * A connection that breaks while a transaction holds it, between two statements, tells nobody but its listeners; without
 * one the process would end. The next statement fails with the reason.
 */
function survive(client: pg.PoolClient): void {
	client.on('error', () => undefined);
}

/** The open database. @throws Error when {@link openDatabase} was not called: a fault of start-up, never of a person. */
export function db(): Database {
	if (!database) throw new Error('openDatabase() has not been called');
	return database;
}

/** The pool under {@link db}, for libraries that speak to `pg` themselves. */
export function databasePool(): pg.Pool {
	if (!pool) throw new Error('openDatabase() has not been called');
	return pool;
}

/** How many other processes of ours have sessions in this database now; one that rests may have none. */
export async function otherProcesses(): Promise<number> {
	const { rows } = await db().execute<{ processes: number }>(sql`
		select count(distinct application_name)::int as processes from pg_stat_activity
		where datname = current_database() and application_name like 'shm@%' and application_name <> ${SESSION_NAME}`);
	return rows[0]?.processes ?? 0;
}

/** Waits for the connections in use and closes the pool. */
export async function closeDatabase(): Promise<void> {
	const closing = pool;
	pool = undefined;
	database = undefined;
	await closing?.end();
}

const sessions = new WeakMap<pg.PoolClient, Database>();
/** By transaction, the connection that it runs on. */
const connections = new WeakMap<Reader, Database>();

/** Runs `work` in one transaction: all of it is kept, or nothing. */
export function inTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
	return onOneConnection((reader) =>
		reader.transaction((tx) => {
			connections.set(tx as Transaction, reader);
			return work(tx as Transaction);
		}),
	);
}

/**
 * Runs `work` on one connection, outside a transaction: queries that it starts without waiting for each other travel
 * together and cost one round trip. A connection that breaks leaves the pool.
 */
export async function onOneConnection<Result>(work: (reader: Database) => Promise<Result>): Promise<Result> {
	const client = await databasePool().connect();
	let broken = false;
	try {
		return await work(sessionOn(client));
	} catch (error) {
		broken = isDatabaseAway(error);
		throw error;
	} finally {
		client.release(broken);
	}
}

/** One for each connection: it remembers the names of columns. */
function sessionOn(client: pg.PoolClient): Database {
	const known = sessions.get(client);
	if (known) return known;
	const session = drizzle(client, FORM);
	sessions.set(client, session);
	return session;
}

/**
 * A statement of a hot path: its text is built, and PostgreSQL plans it, once for each connection, in transactions too.
 * `build` receives the reader and returns a drizzle `.prepare(name)`; the name is unique in the program.
 */
export function preparedStatement<Statement>(
	build: (reader: Reader) => Statement,
): (reader?: Reader) => Statement {
	const built = new WeakMap<Reader, Statement>();
	return (reader = db()) => {
		const connection = connections.get(reader) ?? reader;
		const statement = built.get(connection) ?? build(connection);
		built.set(connection, statement);
		return statement;
	};
}

/** Whether an error of the driver is the violation of the named unique constraint. */
export function violates(error: unknown, constraint: string): boolean {
	const cause = error instanceof Error && error.cause ? error.cause : error;
	return (
		typeof cause === 'object' && cause !== null && 'constraint' in cause && cause.constraint === constraint
	);
}

/** Codes with which a server or a socket says that it is not there for the moment (PostgreSQL, appendix A: classes 08, 53 and 57P). */
const AWAY = /^(08...|53...|57P0[123]|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/;

/** The same in words of the driver, which gives these errors no code. */
const AWAY_IN_WORDS =
	/Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|Query read timeout/;

/** Whether an error means that the database cannot be reached now: the same request may succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
	const cause = error instanceof Error && error.cause ? error.cause : error;
	if (typeof cause !== 'object' || cause === null) return false;
	const { code, message, syscall } = cause as { code?: string; message?: string; syscall?: string };
	if (code === 'ENOENT') return syscall === 'connect';
	return (code !== undefined && AWAY.test(code)) || AWAY_IN_WORDS.test(message ?? '');
}

function databaseUrl(): string {
	const { databaseUrl: url } = settings();
	if (!url) throw new Error('DATABASE_URL is not set and no embedded database was started');
	return url;
}
