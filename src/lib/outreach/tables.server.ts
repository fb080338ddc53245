import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '#lib/platform/columns.server.ts';

/** A message to be sent. It is rendered at sending: neither tokens nor personal data lie here (rules.md, "Mail"). */
export const mailMessage = pgTable(
	'mail_message',
	{
		id: id(),
		/** name of a text of the institution (`texts/`) */
		template: text().notNull(),
		/** whom it goes to: an account, or somebody without one who was invited */
		accountId: uuid(),
		invitationId: uuid(),
		/** what it tells of (event and ids): the same thing is never told twice */
		cause: text().notNull(),
		/** facts to render with: folio, dates, ids */
		facts: jsonb().$type<Record<string, string>>().notNull(),
		/** waiting, sent, failed or dropped */
		state: text().notNull(),
		attempts: integer().notNull(),
		lastError: text(),
		createdAt: instant().notNull(),
		/** not tried before; grows with each failure, and while a process is sending it */
		nextAttemptAt: instant().notNull(),
		sentAt: instant(),
	},
	(t) => [
		uniqueIndex('mail_message_cause').on(t.cause),
		index('mail_message_waiting')
			.on(t.nextAttemptAt)
			.where(sql`${t.state} = 'waiting'`),
		index('mail_message_account').on(t.accountId, t.createdAt),
		check('mail_message_one_addressee', sql`num_nonnulls(${t.accountId}, ${t.invitationId}) = 1`),
	],
);
