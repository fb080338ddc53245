import { join } from 'node:path';
import pg from 'pg';
import type { Service } from './service.ts';

/** Runs one statement on the database of a service as its owner: for what only time can do otherwise. */
export async function inDatabase(
	{ settings }: Service,
	statement: string,
	values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
	const client = new pg.Client({
		host: join(settings.DATA_DIR ?? '', 'postgres'),
		user: 'shm_owner',
		database: 'shm',
	});
	await client.connect();
	try {
		return (await client.query(statement, values)).rows;
	} finally {
		await client.end();
	}
}
