import { sql } from 'drizzle-orm';
import {
	check,
	index,
	integer,
	pgTable,
	primaryKey,
	smallint,
	text,
	uniqueIndex,
	uuid,
} from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';

/** A file of a person that proves one or several claims. Its bytes lie encrypted in the file store. */
export const evidence = pgTable(
	'evidence',
	{
		id: id(),
		profileId: uuid().notNull(),
		/** as the person called it, made safe to show */
		name: text().notNull(),
		mediaType: text().notNull(),
		/** bytes as received */
		sizeBytes: integer().notNull(),
		/** SHA-256 of the bytes as received */
		sha256: bytea().notNull(),
		/** SHA-256 of what is kept: equal for PDF, of the clean copy for pictures */
		keptSha256: bytea(),
		pages: integer(),
		/** pending, clean, unscanned or refused (contract.md) */
		scan: text().notNull(),
		/** why it was refused, a key of the messages in `evidence.ts` */
		refusal: text(),
		/** quarter turns to the right, given by its person and applied to what is served; what is kept lies as it was drawn */
		turns: smallint().notNull().default(0),
		/** what became of reading it: pending, done or failed (contract.md); only a checked file is read */
		reading: text().notNull().default('pending'),
		/** how often its reading was begun */
		readingAttempts: smallint().notNull().default(0),
		createdAt: instant().notNull(),
		checkedAt: instant(),
		removedAt: instant(),
	},
	(t) => [
		check('evidence_turns', sql`${t.turns} between 0 and 3`),
		uniqueIndex('evidence_same_bytes')
			.on(t.profileId, t.sha256)
			.where(sql`${t.removedAt} is null and ${t.scan} <> 'refused'`),
		index('evidence_profile').on(t.profileId),
		/** finds the same bytes sent by several people */
		index('evidence_sha256').on(t.sha256),
		index('evidence_waiting')
			.on(t.createdAt)
			.where(sql`${t.scan} = 'pending' and ${t.removedAt} is null`),
		index('evidence_unread')
			.on(t.checkedAt)
			.where(
				sql`${t.reading} = 'pending' and ${t.scan} in ('clean', 'unscanned') and ${t.removedAt} is null`,
			),
	],
);

/** Which files the working copy of a claim carries, in order. What was sent is frozen in `revision_evidence`. */
export const claimEvidence = pgTable(
	'claim_evidence',
	{
		claimId: uuid().notNull(),
		evidenceId: uuid()
			.notNull()
			.references(() => evidence.id),
		profileId: uuid().notNull(),
		position: integer().notNull(),
	},
	(t) => [
		primaryKey({ name: 'claim_evidence_pk', columns: [t.claimId, t.evidenceId] }),
		index('claim_evidence_evidence').on(t.evidenceId),
		index('claim_evidence_profile').on(t.profileId),
	],
);
