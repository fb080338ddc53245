import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { prepareQueues } from './jobs.server.ts';

/** Any number; every process that starts takes the same lock, so that only one migrates or changes the keys. */
export const MIGRATION_LOCK = 7_214_550_381;

/**
 * Brings the database of `url` to the newest form; does nothing when it is there already.
 * Connects as the owner: the application's own role may not alter tables (style.md, rule 11).
 */
export async function migrate(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url, application_name: 'shm migrate' });
	client.on('error', () => undefined);
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
		await applyMigrations(drizzle(client), { migrationsFolder: join(process.cwd(), 'migrations') });
		await prepareQueues(client);
	} finally {
		await client.end();
	}
}
