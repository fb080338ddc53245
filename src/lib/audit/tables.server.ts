import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';

/** One thing that somebody did or read. Inserted only: the application's role may neither change nor remove it. */
export const auditEntry = pgTable(
	'audit_entry',
	{
		id: id(),
		recordedAt: instant().notNull(),
		actorId: uuid(),
		role: text().notNull(),
		channel: text().notNull(),
		action: text().notNull(),
		profileId: uuid(),
		subject: text(),
		purpose: text(),
		details: jsonb().$type<Record<string, unknown>>().notNull(),
		mac: bytea().notNull(),
		/** when the row reached the database, by its clock: where the sealer looks for new ones */
		writtenAt: instant()
			.notNull()
			.default(sql`clock_timestamp()`),
	},
	(t) => [
		index('audit_entry_written').on(t.writtenAt),
		index('audit_entry_profile').on(t.profileId, t.recordedAt),
	],
);

/** A sealed group of entries: Merkle root of their leaves, chained to the block before. */
export const auditBlock = pgTable('audit_block', {
	number: bigint({ mode: 'number' }).primaryKey(),
	previousHash: bytea().notNull(),
	root: bytea().notNull(),
	hash: bytea().notNull(),
	entries: integer().notNull(),
	/** by the real clock, also where tests own time: entries are found by it */
	sealedAt: instant()
		.notNull()
		.default(sql`clock_timestamp()`),
});

/** In which block an entry lies, and at which place of it. */
export const auditSeal = pgTable(
	'audit_seal',
	{
		entryId: uuid().primaryKey(),
		block: bigint({ mode: 'number' })
			.notNull()
			.references(() => auditBlock.number),
		position: integer().notNull(),
	},
	(t) => [index('audit_seal_block').on(t.block, t.position)],
);
