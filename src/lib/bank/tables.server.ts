import { date, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { tsvector } from '#lib/platform/columns.server.ts';

/** One row for each person who can be found: rated and consenting. Written by the projector only, in the transaction that changes what it shows. */
export const bankEntry = pgTable(
	'bank_entry',
	{
		profileId: uuid().primaryKey(),
		/** words in two Spanish configurations, joined with the filter values as lexemes (architecture.md, "Data") */
		search: tsvector().notNull(),
		/** name folded for sorting */
		sortName: text().notNull(),
		/** tenths */
		stars: integer().notNull(),
		updatedOn: date({ mode: 'string' }).notNull(),
		/** the row as it is shown (contract.md, bank item) */
		item: jsonb().$type<Record<string, unknown>>().notNull(),
	},
	(t) => [
		index('bank_entry_search').using('gin', t.search),
		index('bank_entry_stars').on(t.stars.desc(), t.profileId),
		index('bank_entry_name').on(t.sortName, t.profileId),
		index('bank_entry_updated').on(t.updatedOn.desc(), t.profileId),
	],
);
