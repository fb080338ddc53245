import { and, eq, inArray } from 'drizzle-orm';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import type { MailMessage } from '#lib/institution/mail-texts.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { conflict, notFound } from '#lib/platform/refusal.ts';
import { composeMail } from './compose-mail.server.ts';
import { OPENABLE } from './outbox.ts';
import { findRecipient } from './recipient.server.ts';
import { mailMessage } from './tables.server.ts';

/** A message as its addressee would get it. */
export type OpenedMessage = MailMessage & { to: string };

/**
 * Opens a message that has not left, so that a person at the desk can be helped before there is a mail server.
 * Only confirmations and invitations; the person sees in their record that it was opened.
 * @throws Refusal not_found (also for other kinds), or conflict `not_needed`
 */
export async function openMessage(principal: Principal | null, id: string): Promise<OpenedMessage> {
	const admin = authorize(principal, 'outreach.read-outbox');
	if (!isId(id)) throw notFound('Ese mensaje no existe.');
	const [message] = await db()
		.select()
		.from(mailMessage)
		.where(
			and(
				eq(mailMessage.id, id),
				inArray(mailMessage.state, ['waiting', 'failed']),
				inArray(mailMessage.template, [...OPENABLE]),
			),
		);
	if (!message) throw notFound('Ese mensaje no existe, ya se envió o no se puede abrir.');
	const recipient = await findRecipient(db(), message);
	await record(db(), actor(admin, 'outreach.read-outbox'), {
		action: 'outreach.open-message',
		subject: id,
		purpose: 'Ayudarle en ventanilla a activar su cuenta o confirmar su correo',
		details: { template: message.template },
		...(recipient?.profileId && { profileId: recipient.profileId }),
	});
	const mail = await composeMail(message);
	if (!mail) throw conflict('not_needed', 'Este mensaje ya no hace falta: lo que pedía ya se hizo.');
	return { to: mail.to, subject: mail.subject, body: mail.body };
}
