import { sql } from 'drizzle-orm';
import {
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid,
} from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';
import type { ModelState } from './model-versions.ts';
import type { TrialTally } from './trial.ts';

/** A version of the weighting model, as it was approved; never changed once stored. */
export const weightingModel = pgTable('weighting_model', {
	version: text().primaryKey(),
	document: jsonb().$type<Record<string, unknown>>().notNull(),
	/** SHA-256 of the canonical document: a changed file under the same version is refused at start */
	sha256: bytea().notNull(),
	/** the version from which it was made, if it was made here */
	basedOn: text(),
});

/** A version that is not approved yet, or was retired before; it leaves for {@link weightingModel} when it is approved. */
export const weightingDraft = pgTable('weighting_draft', {
	version: text().primaryKey(),
	document: jsonb().$type<Record<string, unknown>>().notNull(),
	basedOn: text(),
	/** grows with each save, finds stale tabs */
	revision: integer().notNull(),
	savedById: uuid(),
	savedByName: text().notNull(),
	savedAt: instant().notNull(),
});

/** Every step of a version, from its first draft on; never rewritten, the state follows from the last ones. */
export const weightingMove = pgTable(
	'weighting_move',
	{
		version: text().notNull(),
		/** 1, 2, 3… of the version: of two who move it at once, one is refused */
		number: integer().notNull(),
		to: text('to_state').$type<ModelState>().notNull(),
		reason: text().notNull(),
		/** null: the installation itself */
		madeById: uuid(),
		madeByName: text().notNull(),
		madeAt: instant().notNull(),
		/** when it takes effect; later than `madeAt` only for a version that comes into force on a later day */
		effectiveFrom: instant().notNull(),
	},
	(t) => [primaryKey({ name: 'weighting_move_pk', columns: [t.version, t.number] })],
);

/** A try of a version over everybody who is rated; the result names nobody but by folio. */
export const weightingTrial = pgTable(
	'weighting_trial',
	{
		id: id(),
		version: text().notNull(),
		/** the version as it was tried, and the save of the draft that it was; 0 once approved */
		document: jsonb().$type<Record<string, unknown>>().notNull(),
		revision: integer().notNull(),
		/** people to try it on, and how many are done */
		total: integer().notNull(),
		done: integer().notNull(),
		result: jsonb().$type<TrialTally>(),
		startedById: uuid().notNull(),
		startedByName: text().notNull(),
		startedAt: instant().notNull(),
		finishedAt: instant(),
	},
	(t) => [index('weighting_trial_version').on(t.version, t.startedAt)],
);

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
