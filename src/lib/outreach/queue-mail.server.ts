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
export async function queueMail(
	tx: Reader,
	{ template, cause, facts = {}, gatherMs, ...to }: MailRequest,
): Promise<void> {
	const createdAt = now();
	const request = tx.insert(mailMessage).values({
		id: newId(),
		template,
		...to,
		cause: `${template}:${cause}`,
		facts,
		state: 'waiting',
		attempts: 0,
		createdAt,
		nextAttemptAt: new Date(createdAt.getTime() + (gatherMs ?? 0)),
	});
	const target = mailMessage.cause;
	await (gatherMs === undefined
		? request.onConflictDoNothing({ target })
		: request.onConflictDoUpdate({
				target,
				set: { facts: sql`${mailMessage.facts} || excluded.facts` },
				setWhere: eq(mailMessage.state, 'waiting'),
			}));
}
