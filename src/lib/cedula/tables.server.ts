import { sql } from 'drizzle-orm';
import {
	check,
	date,
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
import type { Pause } from './due-date.ts';

/** The present answers of one section of a cédula; `version` grows with each save and finds stale tabs. */
export const cedulaSection = pgTable(
	'cedula_section',
	{
		profileId: uuid().notNull(),
		section: text().notNull(),
		version: integer().notNull(),
		data: jsonb().$type<Record<string, unknown>>().notNull(),
		/** the sensitive answers (RFC, phone), encrypted with the person's key */
		sealed: bytea(),
		savedAt: instant().notNull(),
	},
	(t) => [
		primaryKey({ name: 'cedula_section_pk', columns: [t.profileId, t.section] }),
		index('cedula_section_post_since')
			.on(sql`(${t.data} ->> 'since')`)
			.where(sql`${t.section} = 'post'`),
	],
);

/** One declared item of a cédula. `draft` is the working copy, null while nothing is unsent. */
export const claim = pgTable(
	'claim',
	{
		id: id(),
		profileId: uuid().notNull(),
		kind: text().notNull(),
		/** draft, submitted, accepted, observed, rejected or withdrawn */
		state: text().notNull(),
		draft: jsonb().$type<Record<string, unknown>>(),
		/** number of the newest revision, sent or in the making; starts at 1 */
		revision: integer().notNull(),
		/** grows with each save, finds stale tabs */
		version: integer().notNull(),
		/** the newest revision that was sent */
		sentRevisionId: uuid(),
		/** the revision that counts for the rating (rules.md, "States and moves") */
		acceptedRevisionId: uuid(),
		createdAt: instant().notNull(),
		savedAt: instant().notNull(),
		withdrawnAt: instant(),
	},
	(t) => [index('claim_profile').on(t.profileId)],
);

/** What was sent of a claim on one day; never changed. */
export const claimRevision = pgTable(
	'claim_revision',
	{
		id: id(),
		claimId: uuid()
			.notNull()
			.references(() => claim.id),
		profileId: uuid().notNull(),
		number: integer().notNull(),
		kind: text().notNull(),
		data: jsonb().$type<Record<string, unknown>>().notNull(),
		createdAt: instant().notNull(),
	},
	(t) => [
		uniqueIndex('claim_revision_number').on(t.claimId, t.number),
		index('claim_revision_profile').on(t.profileId),
		/** finds the same licence declared by several people */
		index('claim_revision_licence')
			.on(sql`(${t.data} ->> 'licenceNumber')`)
			.where(sql`${t.kind} = 'education'`),
	],
);

/** The files that a sent revision carries; they cannot be deleted any more. */
export const revisionEvidence = pgTable(
	'revision_evidence',
	{
		revisionId: uuid()
			.notNull()
			.references(() => claimRevision.id),
		evidenceId: uuid().notNull(),
		profileId: uuid().notNull(),
		position: integer().notNull(),
	},
	(t) => [
		primaryKey({ name: 'revision_evidence_pk', columns: [t.revisionId, t.evidenceId] }),
		index('revision_evidence_evidence').on(t.evidenceId),
		index('revision_evidence_profile').on(t.profileId),
	],
);

/** A cédula sent to be validated and rated: it has the folio and the deadline. */
export const submission = pgTable(
	'submission',
	{
		id: id(),
		folio: text().notNull(),
		/** printed on what the person gets, so that others can ask whether it is genuine; tells nothing by itself */
		verificationCode: text().notNull(),
		profileId: uuid().notNull(),
		/** received, in_review, needs_you, rated or withdrawn */
		state: text().notNull(),
		submittedAt: instant().notNull(),
		/** business day on which it counts as received */
		receivedOn: date({ mode: 'string' }).notNull(),
		dueOn: date({ mode: 'string' }).notNull(),
		/** business days that the institution has to answer; null in submissions from before it was kept */
		termDays: integer(),
		/** the due date that was told, while the calendar has moved it to a later day; null when it stands as told */
		movedFrom: date({ mode: 'string' }),
		/** while the clock stood, by days; the due date follows from them, the term and the calendar */
		pauses: jsonb()
			.$type<Pause[]>()
			.notNull()
			.default(sql`'[]'`),
		/** day on which the clock stopped, while it stands */
		pausedOn: date({ mode: 'string' }),
		/** last day to answer the observations, while they are open */
		correctBy: date({ mode: 'string' }),
		/** the last day to answer that was told, while the calendar has moved it to a later one */
		correctMovedFrom: date({ mode: 'string' }),
		holderId: uuid(),
		/** who returned it: gets it back first */
		preferredHolderId: uuid(),
		takenAt: instant(),
		/** the form with which it was taken: sent twice, it takes no second case */
		takenWith: uuid(),
		/** last sign of life of the holder; abandoned after the institution's limit */
		holderSeenAt: instant(),
		/** remark on the identity, when it was observed */
		identityRemark: text(),
		/** sections and names as declared on the day of sending, encrypted with the person's key */
		answers: bytea().notNull(),
		/** INEGI code of the municipality of the declared post */
		municipality: text().notNull(),
		claimCount: integer().notNull(),
		/** how many things about it deserve a second look, as the bench counted them last; null until it has */
		warnings: integer(),
		/** while it is read again: `second` or `third`, the reading that it waits for or is in */
		rereading: text(),
		decidedAt: instant(),
	},
	(t) => [
		uniqueIndex('submission_folio').on(t.folio),
		uniqueIndex('submission_verification_code').on(t.verificationCode),
		uniqueIndex('submission_one_open')
			.on(t.profileId)
			.where(sql`${t.state} in ('received', 'in_review', 'needs_you')`),
		index('submission_profile').on(t.profileId, t.submittedAt),
		index('submission_queue')
			.on(t.dueOn, t.id)
			.where(sql`${t.state} in ('received', 'in_review')`),
		index('submission_queue_warned')
			.on(t.dueOn, t.id)
			.where(sql`${t.state} in ('received', 'in_review') and ${t.warnings} > 0`),
		index('submission_uncounted')
			.on(t.id)
			.where(sql`${t.state} in ('received', 'in_review') and ${t.warnings} is null`),
		index('submission_queue_rereading')
			.on(t.dueOn, t.id)
			.where(sql`${t.state} in ('received', 'in_review') and ${t.rereading} is not null`),
		index('submission_preferred')
			.on(t.preferredHolderId, t.dueOn, t.id)
			.where(sql`${t.state} = 'received'`),
		index('submission_correct_by')
			.on(t.correctBy)
			.where(sql`${t.state} = 'needs_you'`),
		index('submission_received').on(t.receivedOn),
		index('submission_decided')
			.on(t.decidedAt)
			.where(sql`${t.state} = 'rated'`),
		index('submission_holder')
			.on(t.holderId)
			.where(sql`${t.state} = 'in_review'`),
	],
);

/** A stretch of time in which a reviewer had a submission open, written when it ends. */
export const sitting = pgTable(
	'sitting',
	{
		id: id(),
		submissionId: uuid().notNull(),
		profileId: uuid().notNull(),
		accountId: uuid().notNull(),
		startedAt: instant().notNull(),
		/** of one that was abandoned, the last sign of life */
		endedAt: instant().notNull(),
		/** the move that ended it: issue, readAgain, return, handOver or release */
		ending: text().notNull(),
	},
	(t) => [
		index('sitting_submission').on(t.submissionId),
		index('sitting_profile').on(t.profileId),
		index('sitting_ended').on(t.endedAt),
	],
);

/** A claim inside a submission: which revision is looked at and how it stands. */
export const submissionClaim = pgTable(
	'submission_claim',
	{
		submissionId: uuid()
			.notNull()
			.references(() => submission.id),
		claimId: uuid()
			.notNull()
			.references(() => claim.id),
		revisionId: uuid()
			.notNull()
			.references(() => claimRevision.id),
		profileId: uuid().notNull(),
		/** submitted, accepted, observed or rejected */
		state: text().notNull(),
		reason: text(),
		note: text(),
	},
	(t) => [
		primaryKey({ name: 'submission_claim_pk', columns: [t.submissionId, t.claimId] }),
		index('submission_claim_claim').on(t.claimId),
		index('submission_claim_revision').on(t.revisionId),
		index('submission_claim_profile').on(t.profileId),
	],
);

/**
 * What a reviewer asked the person to correct when a submission was returned, with what became of it: one row for each item
 * and return, so that what was said before can be read when the case is back.
 */
export const remark = pgTable(
	'remark',
	{
		id: id(),
		submissionId: uuid()
			.notNull()
			.references(() => submission.id),
		profileId: uuid().notNull(),
		/** null when it is about the identity */
		claimId: uuid(),
		/** key of the catalogue `reasons` */
		reason: text().notNull(),
		note: text(),
		returnedAt: instant().notNull(),
		/** what the person writes to the reviewer, encrypted with the person's key; only sent once it is closed */
		reply: bytea(),
		closedAt: instant(),
		/** corrected, unchanged, withdrawn, unanswered or taken_back; null while it is open */
		outcome: text(),
	},
	(t) => [
		uniqueIndex('remark_one_open')
			.on(t.submissionId, sql`coalesce(${t.claimId}, ${t.submissionId})`)
			.where(sql`${t.closedAt} is null`),
		index('remark_submission').on(t.submissionId, t.returnedAt),
		index('remark_profile').on(t.profileId),
		check('remark_closed_with_outcome', sql`(${t.closedAt} is null) = (${t.outcome} is null)`),
	],
);

/** Last folio given out in each year. */
export const folioCounter = pgTable('folio_counter', {
	year: integer().primaryKey(),
	last: integer().notNull(),
});
