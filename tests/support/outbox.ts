import { asc, eq } from 'drizzle-orm';
import { db } from '#lib/platform/database.server.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { composeMail, type ComposedMail } from '#lib/outreach/compose-mail.server.ts';
import { mailMessage } from '#lib/outreach/tables.server.ts';

/** What the outbox holds for an account, the oldest first, once all reactions have run. */
export async function messagesFor(accountId: string) {
	await drainJobs();
	return db()
		.select()
		.from(mailMessage)
		.where(eq(mailMessage.accountId, accountId))
		.orderBy(asc(mailMessage.createdAt), asc(mailMessage.id));
}

/** The newest message of a kind as it would leave now; null when it is not needed any more. */
export async function mailFor(accountId: string, template: string): Promise<ComposedMail | null> {
	const newest = (await messagesFor(accountId)).filter((message) => message.template === template).at(-1);
	if (!newest) throw new Error(`no message ${template} in the outbox`);
	return composeMail(newest);
}

/** The token of the one link in a message. */
export function tokenIn(mail: ComposedMail | null): string {
	const token = /https?:\/\/\S+\/([\w-]{43})\b/.exec(mail?.body ?? '')?.[1];
	if (!token) throw new Error('no link with a token in the message');
	return token;
}
