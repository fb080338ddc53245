import { eq, sql } from 'drizzle-orm';
import type { MailName } from '#lib/institution/mail-texts.ts';
import { now } from '#lib/platform/clock.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { mailMessage } from './tables.server.ts';

/** A message to be written to an account, or to somebody without one who was invited. */
export type MailRequest = Addressee & {
	template: MailName;
	/** what it tells of, e.g. `rating-issued:<id>`: a second request with the same cause changes nothing */
	cause: string;
	/** ids to render with at sending; no personal data, no tokens */
	facts?: Record<string, string>;
	/** it waits so long before it is sent, and takes the facts of further requests with the same cause in meanwhile */
	gatherMs?: number;
};

type Addressee = { accountId: string } | { invitationId: string };

/** Puts a message into the outbox; it is rendered and sent later (rules.md, "Mail"). */
export async function queueMail(tx: Reader, request: MailRequest): Promise<void> {
	if (request.gatherMs === undefined) return queueMails(tx, [request]);
	await tx
		.insert(mailMessage)
		.values(waiting(request))
		.onConflictDoUpdate({
			target: mailMessage.cause,
			set: { facts: sql`${mailMessage.facts} || excluded.facts` },
			setWhere: eq(mailMessage.state, 'waiting'),
		});
}

/** Like {@link queueMail}, for many messages in one statement; none of them takes in the facts of another. */
export async function queueMails(tx: Reader, requests: readonly MailRequest[]): Promise<void> {
	if (requests.length === 0) return;
	await tx
		.insert(mailMessage)
		.values(requests.map(waiting))
		.onConflictDoNothing({ target: mailMessage.cause });
}

function waiting(request: MailRequest): typeof mailMessage.$inferInsert {
	const { template, cause, facts = {}, gatherMs = 0, ...to } = request;
	const createdAt = now();
	return {
		id: newId(),
		template,
		...to,
		cause: `${template}:${cause}`,
		facts,
		state: 'waiting',
		attempts: 0,
		createdAt,
		nextAttemptAt: new Date(createdAt.getTime() + gatherMs),
	};
}
