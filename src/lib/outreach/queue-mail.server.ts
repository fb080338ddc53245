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
};

type Addressee = { accountId: string } | { invitationId: string };

/** Puts a message into the outbox; it is rendered and sent later (rules.md, "Mail"). */
export async function queueMail(
	tx: Reader,
	{ template, cause, facts = {}, ...to }: MailRequest,
): Promise<void> {
	const createdAt = now();
	await tx
		.insert(mailMessage)
		.values({
			id: newId(),
			template,
			...to,
			cause: `${template}:${cause}`,
			facts,
			state: 'waiting',
			attempts: 0,
			createdAt,
			nextAttemptAt: createdAt,
		})
		.onConflictDoNothing({ target: mailMessage.cause });
}
