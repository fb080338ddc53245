import { getTableName, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from '#lib/platform/database.server.ts';

/**
 * Writes many rows in one statement, as one JSON document that PostgreSQL reads back into rows of the table.
 * Every column is written: what a row does not have becomes null, defaults of the table do not act.
 */
export async function insertRows(tx: Transaction, table: PgTable, rows: readonly object[]): Promise<void> {
	if (rows.length === 0) return;
	const { schema = 'public' } = getTableConfig(table);
	const name = sql`${sql.identifier(schema)}.${sql.identifier(getTableName(table))}`;
	const document = JSON.stringify(rows.map(stored));
	await tx.execute(
		sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${document}::json)`,
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
