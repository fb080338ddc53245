import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
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
		/** the reading in which it was given, from 1 to 3; null when an appeal was answered with it */
		reading: integer().default(1),
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

/** A submission of the sample that another person reads again (decision 26); what each decided are the verdicts of its readings. */
export const secondReading = pgTable(
	'second_reading',
	{
		submissionId: uuid().primaryKey(),
		profileId: uuid().notNull(),
		firstReaderId: uuid().notNull(),
		firstReadAt: instant().notNull(),
		secondReaderId: uuid(),
		secondReadAt: instant(),
		/** whoever decided something in a reading that is over: never gets it while it is read again */
		readerIds: uuid().array().notNull(),
		/** the second reader returned it for the identity, which the first had confirmed */
		identityDisputed: boolean().notNull().default(false),
		/** agreed, settled (by the third), released (by an administrator) or withdrawn; null while it goes on */
		outcome: text(),
		endedAt: instant(),
	},
	(t) => [
		index('second_reading_profile').on(t.profileId),
		index('second_reading_open')
			.on(t.submissionId)
			.where(sql`${t.endedAt} is null`),
		index('second_reading_read').on(t.secondReadAt),
	],
);
