import { boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '#lib/platform/columns.server.ts';

/** A person took note of a version of the privacy notice (the mandatory purposes rest on law, not on consent). */
export const noticeAcknowledgement = pgTable(
	'notice_acknowledgement',
	{
		id: id(),
		profileId: uuid().notNull(),
		version: text().notNull(),
		channel: text().notNull(),
		acknowledgedAt: instant().notNull(),
	},
	(t) => [index('notice_acknowledgement_profile').on(t.profileId)],
);

/** One yes or no to one voluntary purpose; the newest one of a purpose holds. */
export const consent = pgTable(
	'consent',
	{
		id: id(),
		profileId: uuid().notNull(),
		purpose: text().notNull(),
		granted: boolean().notNull(),
		noticeVersion: text().notNull(),
		channel: text().notNull(),
		decidedAt: instant().notNull(),
	},
	(t) => [index('consent_profile').on(t.profileId, t.purpose, t.decidedAt)],
);
