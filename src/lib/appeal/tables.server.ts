import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';
import { rating } from '#lib/rating/tables.server.ts';

/**
 * The last day to ask about a rating where it is another one than its day and the calendar in force give: the calendar
 * changed, and what was told never comes earlier.
 */
export const appealPeriod = pgTable(
	'appeal_period',
	{
		ratingId: uuid()
			.primaryKey()
			.references(() => rating.id),
		profileId: uuid().notNull(),
		askBy: date({ mode: 'string' }).notNull(),
		/** the last day that was told first, while the calendar has moved it to a later one */
		movedFrom: date({ mode: 'string' }),
	},
	(t) => [index('appeal_period_profile').on(t.profileId)],
);

/** A request that another person look again at criteria of a rating, with its answer. */
export const appeal = pgTable(
	'appeal',
	{
		id: id(),
		profileId: uuid().notNull(),
		/** the rating that it is about */
		ratingId: uuid()
			.notNull()
			.references(() => rating.id),
		/** the submission that ended in that rating */
		submissionId: uuid().notNull(),
		/** received, in_review or answered */
		state: text().notNull(),
		/** keys of the criteria that it asks about */
		criteria: text().array().notNull(),
		/** reasons of the person by criterion, encrypted with the person's key */
		reasons: bytea().notNull(),
		channel: text().notNull(),
		askedAt: instant().notNull(),
		/** business day on which it counts as received */
		receivedOn: date({ mode: 'string' }).notNull(),
		dueOn: date({ mode: 'string' }).notNull(),
		/** business days that the institution has to answer; null in appeals from before it was kept */
		termDays: integer(),
		/** the due date that was told, while the calendar has moved it to a later day; null when it stands as told */
		movedFrom: date({ mode: 'string' }),
		holderId: uuid(),
		holderName: text(),
		/** last sign of life of the holder; abandoned after the institution's limit */
		holderSeenAt: instant(),
		/** outcome and explanation by criterion, encrypted with the person's key; null while unanswered */
		answers: bytea(),
		answeredAt: instant(),
		answeredById: uuid(),
		answeredByName: text(),
		/** the rating that followed; null when everything was upheld */
		newRatingId: uuid(),
	},
	(t) => [
		uniqueIndex('appeal_rating').on(t.ratingId),
		uniqueIndex('appeal_one_open')
			.on(t.profileId)
			.where(sql`${t.state} in ('received', 'in_review')`),
		index('appeal_profile').on(t.profileId, t.askedAt),
		index('appeal_queue')
			.on(t.dueOn, t.id)
			.where(sql`${t.state} in ('received', 'in_review')`),
		check('appeal_state_known', sql`${t.state} in ('received', 'in_review', 'answered')`),
		check('appeal_held_while_in_review', sql`(${t.state} = 'in_review') = (${t.holderId} is not null)`),
		check('appeal_answer_whole', sql`(${t.state} = 'answered') = (${t.answers} is not null)`),
	],
);
