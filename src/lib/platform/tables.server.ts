import {
	bigint,
	integer,
	jsonb,
	pgSchema,
	pgTable,
	primaryKey,
	smallint,
	text,
	uuid,
} from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.server.ts';

/** Wrapped keys lie in a schema of their own, which the backup of the data leaves out (rules.md, "Keys and backups"). */
export const keySchema = pgSchema('keys');

/**
 * The secret of the installation, encrypted with the master key. One row, whose generation counts the master keys; while a
 * rotation is under way, in its transaction, two. An installation from before there was a secret has a row without one.
 */
export const installationKey = keySchema.table('installation_key', {
	generation: smallint().primaryKey(),
	/** which master key opens it (`masterKeyId`) */
	masterKeyId: bytea(),
	wrapped: bytea(),
	createdAt: instant().notNull().defaultNow(),
});

/** The age identity of each person, encrypted with the master key. */
export const personKey = keySchema.table('person_key', {
	profileId: uuid().primaryKey(),
	wrapped: bytea().notNull(),
	/** of the master key: a process that still holds the former one cannot wrap a key with it */
	generation: smallint()
		.notNull()
		.default(1)
		.references(() => installationKey.generation),
	createdAt: instant().notNull().defaultNow(),
});

/** Answers already given to a POST with `Idempotency-Key`, kept 24 hours (contract.md). */
export const idempotentAnswer = pgTable(
	'idempotent_answer',
	{
		principal: text().notNull(),
		path: text().notNull(),
		key: text().notNull(),
		bodyHash: bytea().notNull(),
		status: integer(),
		body: jsonb(),
		expiresAt: instant().notNull(),
	},
	(t) => [primaryKey({ name: 'idempotent_answer_pk', columns: [t.principal, t.path, t.key] })],
);

/** Counters of attempts, in the form that rate-limiter-flexible writes. */
export const attempt = pgTable('attempt', {
	key: text().primaryKey(),
	points: integer().notNull().default(0),
	expire: bigint({ mode: 'number' }),
});
