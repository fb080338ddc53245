import { getTableColumns, getTableName, type Column } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import {
	newOutput,
	writeBytes,
	writeInt16,
	writeInt32,
	writerOf,
	written,
	writeValue,
} from './binary-values.ts';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const END_OF_ROWS = -1;
const PIECE_BYTES = 1 << 16;

/** Rows as COPY takes them. */
export type Copy = { statement: string; bytes: Buffer };

/**
 * Puts rows of a table into the binary form of COPY, which costs PostgreSQL a fraction of an INSERT. A column that no row
 * has gets its default; where only some rows have it, the others get null.
 * @param rows at least one
 */
export function copyOf(table: PgTable, rows: readonly object[]): Copy {
	const columns = Object.entries(getTableColumns(table)).filter(([key]) => rows.some((row) => key in row));
	const { schema = 'public' } = getTableConfig(table);
	const names = columns.map(([, column]) => pg.escapeIdentifier(nameOf(column)));
	const name = [schema, getTableName(table)].map((part) => pg.escapeIdentifier(part)).join('.');
	return {
		statement: `copy ${name} (${names.join()}) from stdin (format binary)`,
		bytes: encoded(rows, columns),
	};
}

/** The name in the database, as the casing of the connection makes it. */
function nameOf({ name, keyAsName }: Column): string {
	return keyAsName ? toSnakeCase(name) : name;
}

/** PostgreSQL manual, COPY, "Binary Format". */
function encoded(rows: readonly object[], columns: [string, Column][]): Buffer {
	const fields = columns.map(([key, column]) => ({ key, write: writerOf(column.getSQLType()) }));
	const out = newOutput();
	writeBytes(out, SIGNATURE);
	const [flags, extensionBytes] = [0, 0];
	writeInt32(out, flags);
	writeInt32(out, extensionBytes);
	for (const row of rows as readonly Record<string, unknown>[]) {
		writeInt16(out, fields.length);
		for (const { key, write } of fields) writeValue(out, row[key], write);
	}
	writeInt16(out, END_OF_ROWS);
	return written(out);
}

/** What the driver's own queries answer when PostgreSQL is ready to receive; its types leave it out. */
type Receiver = { sendCopyFromChunk(piece: Buffer): void; endCopyFrom(): void };

/** Writes rows. */
export function sendCopy(client: pg.Client, { statement, bytes }: Copy): Promise<void> {
	return new Promise((resolve, reject) => {
		const query = Object.assign(new pg.Query(statement, (error) => (error ? reject(error) : resolve())), {
			handleCopyInResponse(receiver: Receiver) {
				for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
					receiver.sendCopyFromChunk(bytes.subarray(start, start + PIECE_BYTES));
				}
				receiver.endCopyFrom();
			},
		});
		client.query(query);
	});
}
