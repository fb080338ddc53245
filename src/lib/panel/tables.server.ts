import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';
import type { PanelMoveName, PanelState } from './panel.ts';

/** A group of experts that compares in pairs what a version of the weighting model weighs. */
export const panel = pgTable(
	'panel',
	{
		id: id(),
		/** a version in consultation when the panel was opened */
		modelVersion: text().notNull(),
		title: text().notNull(),
		/** keys of the sets that are compared */
		sets: text().array().notNull(),
		state: text().$type<PanelState>().notNull(),
		/** the round that is open or was the last one; 0 before the first */
		round: integer().notNull(),
		/** number of the last step, finds stale tabs */
		step: integer().notNull(),
		openedById: uuid().notNull(),
		openedByName: text().notNull(),
		openedAt: instant().notNull(),
		/** what was found, word by word, once it ended: the digest is of this text */
		minutes: text(),
		minutesSha256: bytea(),
		/** the draft of the model to which its weights went */
		proposedVersion: text(),
	},
	(t) => [
		index('panel_model').on(t.modelVersion),
		check('panel_state_known', sql`${t.state} in ('invited', 'judging', 'feedback', 'ended', 'cancelled')`),
		check(
			'panel_minutes_when_ended',
			sql`(${t.state} = 'ended') = (${t.minutes} is not null) and (${t.minutes} is null) = (${t.minutesSha256} is null)`,
		),
	],
);

/** Every step of a panel with who took it; never rewritten. */
export const panelMove = pgTable(
	'panel_move',
	{
		panelId: uuid()
			.notNull()
			.references(() => panel.id),
		number: integer().notNull(),
		move: text().$type<PanelMoveName>().notNull(),
		/** the round after it */
		round: integer().notNull(),
		madeById: uuid().notNull(),
		madeByName: text().notNull(),
		madeAt: instant().notNull(),
	},
	(t) => [primaryKey({ name: 'panel_move_pk', columns: [t.panelId, t.number] })],
);

/** Somebody who was invited to a panel. */
export const panelMember = pgTable(
	'panel_member',
	{
		panelId: uuid()
			.notNull()
			.references(() => panel.id),
		accountId: uuid().notNull(),
		name: text().notNull(),
		signedAt: instant(),
		/** digest of the minutes as the person saw them */
		signedSha256: bytea(),
	},
	(t) => [
		primaryKey({ name: 'panel_member_pk', columns: [t.panelId, t.accountId] }),
		index('panel_member_account').on(t.accountId),
	],
);

/** What a member judged of a pair in a round; the pair by the keys of its things. */
export const panelJudgement = pgTable(
	'panel_judgement',
	{
		panelId: uuid()
			.notNull()
			.references(() => panel.id),
		accountId: uuid().notNull(),
		round: integer().notNull(),
		set: text('set_key').notNull(),
		first: text('first_key').notNull(),
		second: text('second_key').notNull(),
		/** 1 both the same, 2 to 9 the first so many times, -2 to -9 the second */
		judgement: integer().notNull(),
		savedAt: instant().notNull(),
	},
	(t) => [
		primaryKey({
			name: 'panel_judgement_pk',
			columns: [t.panelId, t.accountId, t.round, t.set, t.first, t.second],
		}),
		check('panel_judgement_on_scale', sql`${t.judgement} = 1 or abs(${t.judgement}) between 2 and 9`),
	],
);

/** What a member says of a set in a round; shown to the others without the name once the round is closed. */
export const panelComment = pgTable(
	'panel_comment',
	{
		panelId: uuid()
			.notNull()
			.references(() => panel.id),
		accountId: uuid().notNull(),
		round: integer().notNull(),
		set: text('set_key').notNull(),
		text: text('comment').notNull(),
		savedAt: instant().notNull(),
	},
	(t) => [primaryKey({ name: 'panel_comment_pk', columns: [t.panelId, t.accountId, t.round, t.set] })],
);
