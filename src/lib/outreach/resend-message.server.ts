import { and, eq } from 'drizzle-orm';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { conflict, notFound } from '#lib/platform/refusal.ts';
import { mailMessage } from './tables.server.ts';

/** Puts a message that was given up back into the outbox; it is written anew when it leaves. @throws Refusal not_found, conflict `not_failed` */
export async function resendMessage(principal: Principal | null, id: string): Promise<void> {
	const admin = authorize(principal, 'outreach.read-outbox');
	if (!isId(id)) throw notFound('Ese mensaje no existe.');
	await inTransaction(async (tx) => {
		const moved = await tx
			.update(mailMessage)
			.set({ state: 'waiting', attempts: 0, nextAttemptAt: now() })
			.where(and(eq(mailMessage.id, id), eq(mailMessage.state, 'failed')))
			.returning({ id: mailMessage.id });
		if (moved.length === 0) {
			throw conflict('not_failed', 'Este mensaje no está entre los que fallaron. Vuelva a cargar la página.');
		}
		await record(tx, actor(admin, 'outreach.read-outbox'), { action: 'outreach.resend', subject: id });
	});
}
