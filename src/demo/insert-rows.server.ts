import { getTableName, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from '#lib/platform/database.server.ts';

/**
 * Writes many rows in one statement, as one JSON document that PostgreSQL reads back into rows of the table.
 * A column that no row has gets its default; where only some rows have it, the others get null.
 */
export async function insertRows(tx: Transaction, table: PgTable, rows: readonly object[]): Promise<void> {
	if (rows.length === 0) return;
	const { schema = 'public' } = getTableConfig(table);
	const name = sql`${sql.identifier(schema)}.${sql.identifier(getTableName(table))}`;
	const written = rows.map(stored);
	const columns = sql.join(
		[...new Set(written.flatMap(Object.keys))].map((column) => sql.identifier(column)),
		sql`, `,
	);
	const document = JSON.stringify(written);
	await tx.execute(
		sql`insert into ${name} (${columns}) select ${columns} from json_populate_recordset(null::${name}, ${document}::json)`,
	);
}

function stored(row: object): Record<string, unknown> {
	const columns: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(row)) columns[columnName(key)] = columnValue(value);
	return columns;
}

const columnNames = new Map<string, string>();

/** The name in the database, as the casing of the connection makes it. */
function columnName(key: string): string {
	const known = columnNames.get(key);
	if (known) return known;
	const name = key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
	columnNames.set(key, name);
	return name;
}

function columnValue(value: unknown): unknown {
	return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value;
}
