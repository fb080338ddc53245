import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';

/** A version of the weighting model, as it was legitimised; never changed once stored. */
export const weightingModel = pgTable('weighting_model', {
	version: text().primaryKey(),
	document: jsonb().$type<Record<string, unknown>>().notNull(),
	/** SHA-256 of the canonical document: a changed file under the same version is refused at start */
	sha256: bytea().notNull(),
	inForceFrom: instant().notNull(),
});

/** A dictamen: stars with their breakdown, signed by a person; the newest one of a profile holds. */
export const rating = pgTable(
	'rating',
	{
		id: id(),
		profileId: uuid().notNull(),
		submissionId: uuid().notNull(),
		/** the appeal that it answers; null for the dictamen that ends a submission */
		appealId: uuid(),
		modelVersion: text()
			.notNull()
			.references(() => weightingModel.version),
		/** tenths; null = unrated */
		stars: integer(),
		/** hundredths of a point */
		points: integer().notNull(),
		elements: jsonb().$type<unknown[]>().notNull(),
		identityAttested: boolean().notNull(),
		issuedById: uuid().notNull(),
		issuedByName: text().notNull(),
		channel: text().notNull(),
		issuedAt: instant().notNull(),
	},
	(t) => [
		uniqueIndex('rating_submission')
			.on(t.submissionId)
			.where(sql`${t.appealId} is null`),
		uniqueIndex('rating_appeal').on(t.appealId),
		index('rating_issued_for').on(t.submissionId, t.issuedById),
		index('rating_profile').on(t.profileId, t.issuedAt),
	],
);
