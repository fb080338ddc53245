import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { account, invitation } from '#lib/accounts/tables.server.ts';
import { record } from '#lib/audit/record.server.ts';
import { MAIL_NAMES, type MailName } from '#lib/institution/mail-texts.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { maskedEmail, MESSAGE_STATES, type MessageState } from './outbox.ts';
import { mailMessage } from './tables.server.ts';

const PAGE = 50;

/** What narrows the list; `before` is the id of the last message of the page before. */
export const outboxQuery = z.object({
	state: z.enum(MESSAGE_STATES).optional().catch(undefined),
	template: z.enum(MAIL_NAMES).optional().catch(undefined),
	email: z.string().trim().max(254).optional(),
	before: z.string().refine(isId).optional().catch(undefined),
});

/** A message as the list shows it. */
export type ListedMessage = {
	id: string;
	template: MailName;
	/** masked: recognised by its owner, of no use to others */
	to: string;
	state: MessageState;
	attempts: number;
	lastError: string | null;
	createdAt: Date;
	sentAt: Date | null;
};

/** The outbox, the newest first, a page at a time. A search by address is recorded. */
export async function readOutbox(
	principal: Principal | null,
	input: unknown,
): Promise<{ messages: ListedMessage[]; next: string | null }> {
	const reader = authorize(principal, 'outreach.read-outbox');
	const { state, template, email, before } = parse(outboxQuery, input);
	const rows = await db()
		.select({
			message: mailMessage,
			email: sql<string | null>`coalesce(${account.email}, ${invitation.email})`,
		})
		.from(mailMessage)
		.leftJoin(account, eq(account.id, mailMessage.accountId))
		.leftJoin(invitation, eq(invitation.id, mailMessage.invitationId))
		.where(
			and(
				state && eq(mailMessage.state, state),
				template && eq(mailMessage.template, template),
				email
					? or(
							eq(sql`lower(${account.email})`, email.toLowerCase()),
							eq(sql`lower(${account.newEmail})`, email.toLowerCase()),
							eq(sql`lower(${invitation.email})`, email.toLowerCase()),
						)
					: undefined,
				before ? lt(mailMessage.id, before) : undefined,
			),
		)
		.orderBy(desc(mailMessage.id))
		.limit(PAGE + 1);
	if (email) await record(db(), actor(reader, 'outreach.read-outbox'), { action: 'outreach.search-outbox' });
	const page = rows.slice(0, PAGE);
	return {
		messages: page.map(({ message, email: to }) => listed(message, to ?? '')),
		next: rows.length > PAGE ? (page.at(-1)?.message.id ?? null) : null,
	};
}

function listed(message: typeof mailMessage.$inferSelect, email: string): ListedMessage {
	return {
		id: message.id,
		template: message.template as MailName,
		to: maskedEmail(email),
		state: message.state as MessageState,
		attempts: message.attempts,
		lastError: message.lastError,
		createdAt: message.createdAt,
		sentAt: message.sentAt,
	};
}
