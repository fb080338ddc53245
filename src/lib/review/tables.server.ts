import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '#lib/platform/columns.server.ts';

/** Each decision on a revision, in the order in which they were taken; the newest one holds. */
export const verdict = pgTable(
	'verdict',
	{
		id: id(),
		submissionId: uuid().notNull(),
		claimId: uuid().notNull(),
		revisionId: uuid().notNull(),
		profileId: uuid().notNull(),
		/** accepted, observed or rejected; `taken_back` leaves the claim undecided again */
		verdict: text().notNull(),
		reason: text(),
		note: text(),
		/** null when the system closed an unanswered observation */
		accountId: uuid(),
		channel: text().notNull(),
		decidedAt: instant().notNull(),
	},
	(t) => [
		index('verdict_submission').on(t.submissionId, t.claimId, t.decidedAt),
		index('verdict_profile').on(t.profileId),
	],
);

/** A reviewer declared not to be impartial towards a person: never gets that person's cases. */
export const conflictOfInterest = pgTable(
	'conflict_of_interest',
	{
		accountId: uuid().notNull(),
		profileId: uuid().notNull(),
		declaredAt: instant().notNull(),
	},
	(t) => [primaryKey({ name: 'conflict_of_interest_pk', columns: [t.accountId, t.profileId] })],
);
