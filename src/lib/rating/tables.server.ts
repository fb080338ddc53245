import { sql } from 'drizzle-orm';
import {
	boolean,
	date,
	index,
	integer,
	json,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid,
} from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';
import type { ModelState } from './model/versions.ts';
import type { Lapse } from './lowering/lapse.ts';
import type { RerateTally, ReratingKind } from './rerating/rerating.ts';
import type { TrialTally } from './trial/trial.ts';

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

/**
 * A decision of an administrator to rate everybody again by the model in force, or to let announced lowerings take effect, and
 * how far it was carried out. At most one goes on at a time. The row is written in the transaction of each batch, so it never says more or less than what was done.
 */
export const rerating = pgTable(
	'rerating',
	{
		id: id(),
		kind: text().$type<ReratingKind>().notNull().default('model'),
		/** the model in force when it was decided; where lowerings take effect each rating keeps its own */
		modelVersion: text()
			.notNull()
			.references(() => weightingModel.version),
		/** why, in the words of whoever decided it; it stands on every rating that follows */
		reason: text().notNull(),
		decidedById: uuid().notNull(),
		decidedByName: text().notNull(),
		/** the decider's own cédula, which somebody else has to rate again */
		decidedByProfileId: uuid(),
		channel: text().notNull(),
		decidedAt: instant().notNull(),
		/** people rated when it began, and of how many it is known what becomes of them */
		total: integer().notNull(),
		done: integer().notNull(),
		/** the last of them; batches go by profile */
		lastProfileId: uuid(),
		tally: jsonb().$type<RerateTally>().notNull(),
		/** when the last batch ended, to see whether it still goes on */
		movedAt: instant().notNull(),
		finishedAt: instant(),
		/** the version that came into force meanwhile and ended it early; null when it went to its end */
		endedBy: text(),
	},
	(t) => [
		uniqueIndex('rerating_one_at_a_time')
			.on(sql`(true)`)
			.where(sql`${t.finishedAt} is null`),
		index('rerating_decided').on(t.decidedAt),
	],
);

/**
 * A dictamen: stars with their breakdown, signed by a person; the newest one of a profile holds. It ends a submission, answers an
 * appeal, or follows a rerating.
 */
export const rating = pgTable(
	'rating',
	{
		id: id(),
		profileId: uuid().notNull(),
		submissionId: uuid().notNull(),
		/** the appeal that it answers */
		appealId: uuid(),
		/** the rerating that it follows, and the rating whose place it takes by that */
		reratingId: uuid(),
		previousId: uuid(),
		/** 'YYYY-MM-DD' as of which it was computed; null where that is the day on which it was issued */
		scoredOn: date({ mode: 'string' }),
		modelVersion: text()
			.notNull()
			.references(() => weightingModel.version),
		/** tenths; null = unrated */
		stars: integer(),
		/** hundredths of a point */
		points: integer().notNull(),
		/** read as a whole only: to keep it as jsonb costs twice as much as to write all the rest of a rating */
		elements: json().$type<unknown[]>().notNull(),
		identityAttested: boolean().notNull(),
		issuedById: uuid().notNull(),
		issuedByName: text().notNull(),
		channel: text().notNull(),
		issuedAt: instant().notNull(),
	},
	(t) => [
		uniqueIndex('rating_submission')
			.on(t.submissionId)
			.where(sql`${t.appealId} is null and ${t.reratingId} is null`),
		uniqueIndex('rating_rerating')
			.on(t.reratingId, t.profileId)
			.where(sql`${t.reratingId} is not null`),
		uniqueIndex('rating_appeal').on(t.appealId),
		index('rating_issued_for').on(t.submissionId, t.issuedById),
		index('rating_profile').on(t.profileId, t.issuedAt),
	],
);

/**
 * What a person was told: that passing time would lower their rating, and from when an administrator may decide it. It is about
 * one rating and is void as soon as another one takes its place, or a decision passed over it.
 */
export const announcedLowering = pgTable(
	'announced_lowering',
	{
		ratingId: uuid()
			.primaryKey()
			.references(() => rating.id),
		profileId: uuid().notNull(),
		/** 'YYYY-MM-DD' */
		announcedOn: date({ mode: 'string' }).notNull(),
		takesEffectOn: date({ mode: 'string' }).notNull(),
		/** what the rating would be as of `takesEffectOn`: tenths, null = unrated; hundredths */
		stars: integer(),
		points: integer().notNull(),
		lapses: jsonb().$type<Lapse[]>().notNull(),
		/** 'YYYY-MM-DD' of the decision that passed over it because it no longer held; the rating may then be announced about again */
		endedOn: date({ mode: 'string' }),
	},
	(t) => [
		index('announced_lowering_profile').on(t.profileId),
		index('announced_lowering_effect').on(t.takesEffectOn),
	],
);

/** A walk through everybody who is rated, to find whom to tell; written with each batch, so that it goes on after a kill. */
export const loweringCheck = pgTable('lowering_check', {
	/** 'YYYY-MM-DD' on which it began */
	checkedOn: date({ mode: 'string' }).primaryKey(),
	done: integer().notNull(),
	announced: integer().notNull(),
	/** the last of them; batches go by profile */
	lastProfileId: uuid(),
	finishedAt: instant(),
});
