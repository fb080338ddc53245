import { sql } from 'drizzle-orm';
import { integer, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';

/** The code on the sheet that a person takes home from the desk; only its keyed hash is kept. One open at a time. */
export const deskCode = pgTable(
	'desk_code',
	{
		id: id(),
		profileId: uuid().notNull(),
		codeHash: bytea().notNull(),
		/** wrong codes typed with the CURP; too many close it */
		failures: integer().notNull(),
		createdAt: instant().notNull(),
		expiresAt: instant().notNull(),
		/** it was used, replaced, or guessed at too often */
		closedAt: instant(),
	},
	(t) => [
		uniqueIndex('desk_code_open')
			.on(t.profileId)
			.where(sql`${t.closedAt} is null`),
	],
);
