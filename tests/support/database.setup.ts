import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
	interface ProvidedContext {
		/** connection string of the owner, to the database `postgres` of the test server */
		testServer: string;
	}
}

/** The database that every test file gets a copy of. */
export const TEMPLATE = 'shm_test_template';

/**
 * One throw-away server for all test files: the embedded PostgreSQL in a temporary folder, or the server of
 * TEST_DATABASE_URL (its owner's address). Migrated once, then copied for each file.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const folder = mkdtempSync(join(tmpdir(), 'shm-tests-'));
	const server = await startServer(folder);
	await prepareTemplate(server.url, join(folder, 'application'));
	project.provide('testServer', server.url);
	return async () => {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	};
}

async function startServer(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
	const given = process.env.TEST_DATABASE_URL;
	if (given) return { url: given, stop: async () => {} };
	const { startEmbeddedPostgres } = await import('#lib/platform/embedded-postgres.server.ts');
	const embedded = await startEmbeddedPostgres({ dataDir: folder });
	await asOwner(embedded.url, [
		'alter system set fsync = off',
		'alter system set full_page_writes = off',
		'alter system set synchronous_commit = off',
		'select pg_reload_conf()',
	]);
	return embedded;
}

async function prepareTemplate(server: string, dataDir: string): Promise<void> {
	await asOwner(server, [`drop database if exists ${TEMPLATE}`, `create database ${TEMPLATE}`]);
	process.env.DATA_DIR ??= dataDir;
	await import('../../src/composition.server.ts');
	const { migrate } = await import('#lib/platform/migrate.server.ts');
	await migrate(databaseAt(server, TEMPLATE));
}

/** The same server, another database of it. */
export function databaseAt(server: string, name: string): string {
	const url = new URL(server);
	url.pathname = `/${name}`;
	return url.href;
}

/** Runs statements one after the other as the owner. */
export async function asOwner(url: string, statements: string[]): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		for (const statement of statements) await client.query(statement);
	} finally {
		await client.end();
	}
}
