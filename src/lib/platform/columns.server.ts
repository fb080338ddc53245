import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Binary column: hashes and what is encrypted. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** Full-text vector, written by SQL functions only. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** An instant: stored in UTC, read as Date. */
export const instant = (name?: string) =>
	name
		? timestamp(name, { withTimezone: true, mode: 'date' })
		: timestamp({ withTimezone: true, mode: 'date' });

/** Primary key made in the application (UUIDv7). */
export const id = () => uuid().primaryKey();
