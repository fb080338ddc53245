import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import { withdrawLink } from '#lib/accounts/account-links.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { log } from '#lib/platform/log.server.ts';
import { composeMail, type ComposedMail, type MessageRow } from './compose-mail.server.ts';
import { canSend, errorCode, failureOf, openCarrier, type Carrier } from './mail-carriers.server.ts';
import { afterFailure } from './outbox.ts';
import { mailMessage } from './tables.server.ts';

/** Few, so that a batch is through before its lease ends, also with a slow mail server. */
const BATCH = 4;
/** While a process sends a message no other one takes it; if the process dies it is taken again after this. */
const LEASE_MS = 90_000;

/**
 * Sends what waits in the outbox, as far as it is due. Without a mail server nothing is tried and everything waits.
 * Several processes may do it at once. A message may leave twice when a process dies between sending and noting it;
 * both carry the same Message-ID.
 */
export async function sendWaitingMail(): Promise<void> {
	if (!canSend()) return;
	let batch = await takeBatch();
	if (batch.length === 0) return;
	const carrier = openCarrier();
	try {
		let serverAway = false;
		while (batch.length > 0 && !serverAway) {
			const results = await Promise.all(batch.map((message) => sendOne(carrier, message)));
			serverAway = results.includes('away');
			batch = serverAway ? [] : await takeBatch();
		}
	} finally {
		carrier.close();
	}
}

definePeriodic({ name: 'send-mail', everySeconds: 3, run: sendWaitingMail });

function takeBatch(): Promise<MessageRow[]> {
	return inTransaction(async (tx) => {
		const at = now();
		const due = await tx
			.select()
			.from(mailMessage)
			.where(and(eq(mailMessage.state, 'waiting'), lte(mailMessage.nextAttemptAt, at)))
			.orderBy(asc(mailMessage.nextAttemptAt))
			.limit(BATCH)
			.for('update', { skipLocked: true });
		const ids = due.map(({ id }) => id);
		const nextAttemptAt = new Date(at.getTime() + LEASE_MS);
		await tx.update(mailMessage).set({ nextAttemptAt }).where(inArray(mailMessage.id, ids));
		return due;
	});
}

async function sendOne(carrier: Carrier, message: MessageRow): Promise<'done' | 'refused' | 'away'> {
	let mail: ComposedMail | null;
	try {
		mail = await composeMail(message);
	} catch (error) {
		log.error({ err: error, message: message.id }, 'message could not be written');
		return noteFailure(message, 'COMPOSE', 'refused');
	}
	if (!mail) return noteEnd(message, { state: 'dropped' });
	try {
		await carrier.send(message.id, mail);
	} catch (error) {
		if (mail.linkId) await withdrawLink(mail.linkId);
		return noteFailure(message, errorCode(error), failureOf(error));
	}
	return noteEnd(message, { state: 'sent', sentAt: now() });
}

async function noteEnd(
	message: MessageRow,
	end: { state: 'sent' | 'dropped'; sentAt?: Date },
): Promise<'done'> {
	await db()
		.update(mailMessage)
		.set({ ...end, lastError: null })
		.where(eq(mailMessage.id, message.id));
	return 'done';
}

async function noteFailure(message: MessageRow, lastError: string, failure: 'refused' | 'away') {
	const attempts = message.attempts + (failure === 'refused' ? 1 : 0);
	const { state, nextAttemptAt } = afterFailure(failure, attempts, now());
	await db()
		.update(mailMessage)
		.set({ state, nextAttemptAt, lastError, attempts })
		.where(eq(mailMessage.id, message.id));
	if (state === 'failed') log.warn({ message: message.id, lastError }, 'message given up');
	return failure;
}
