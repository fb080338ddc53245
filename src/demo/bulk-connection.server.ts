import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { APPLICATION_ROLE, databasePool, type Transaction } from '#lib/platform/database.server.ts';

/** A connection for writing whole batches: without limits of time, and a batch that was written a moment before a power cut may be gone. */
export type BulkConnection = {
	client: pg.Client;
	inTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
	/**
	 * From here to the end of the transaction, references to rows of other tables are not looked up one by one: for rows
	 * that were made together and fit. Where PostgreSQL does not let its owner do that, they are.
	 */
	trustReferences(): Promise<void>;
	/** Puts tables in order for queries, as PostgreSQL would by itself some minutes later. */
	tidy(tables: readonly string[]): Promise<void>;
};

/** Opens such a connection beside the pool and closes it in the end. */
export async function withBulkConnection<Result>(
	work: (connection: BulkConnection) => Promise<Result>,
): Promise<Result> {
	const client = new pg.Client({
		connectionString: databasePool().options.connectionString,
		application_name: 'shm seed',
		options: `-c role=${APPLICATION_ROLE} -c synchronous_commit=off`,
	});
	client.on('error', () => undefined);
	await client.connect();
	try {
		const { rows } = await client.query<{ rolsuper: boolean }>(
			'select rolsuper from pg_roles where rolname = session_user',
		);
		return await work(bulkConnection(client, rows[0]!.rolsuper));
	} finally {
		await client.end();
	}
}

function bulkConnection(client: pg.Client, ownerIsSuperuser: boolean): BulkConnection {
	const database = drizzle(client, { casing: 'snake_case' });
	const asOwner = async (statements: string[]) => {
		for (const statement of ['set role none', ...statements, `set role ${APPLICATION_ROLE}`]) {
			await client.query(statement);
		}
	};
	return {
		client,
		inTransaction: (work) => database.transaction((tx) => work(tx as Transaction)),
		async trustReferences() {
			if (ownerIsSuperuser) await asOwner(['set local session_replication_role = replica']);
		},
		tidy: (tables) => asOwner(tables.map((table) => `vacuum (analyze) ${client.escapeIdentifier(table)}`)),
	};
}
