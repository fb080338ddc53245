import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '#lib/audit/audit.ts';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';

/** A list of people handed over as a file. The file is kept encrypted until the result needs it no more. */
export const rosterImport = pgTable(
	'roster_import',
	{
		id: id(),
		fileName: text().notNull(),
		/** the file as received, encrypted; null once its time is over */
		file: bytea(),
		/** waiting (for the confirmation), running or done */
		state: text().notNull(),
		/** people on the list */
		total: integer().notNull(),
		/** people of it that were worked on */
		done: integer().notNull(),
		/** who handed it over, for the audit of the work that follows */
		actor: jsonb().$type<Actor>().notNull(),
		createdAt: instant().notNull(),
		finishedAt: instant(),
	},
	(t) => [index('roster_import_created').on(t.createdAt)],
);

/** What became of one line of a list. */
export const rosterRow = pgTable(
	'roster_row',
	{
		importId: uuid()
			.notNull()
			.references(() => rosterImport.id),
		/** line of the file, from 1 */
		line: integer().notNull(),
		/** added, corrected, unchanged, has_account, at_desk or refused */
		outcome: text().notNull(),
		profileId: uuid(),
	},
	(t) => [primaryKey({ name: 'roster_row_pk', columns: [t.importId, t.line] })],
);
