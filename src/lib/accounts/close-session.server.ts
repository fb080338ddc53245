import { and, eq, ne } from 'drizzle-orm';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { session } from './tables.server.ts';

/** Closes one of one's own sessions (a phone that was lost). @throws Refusal not_found, also for a session of somebody else */
export async function closeSession(principal: Principal | null, sessionId: string): Promise<void> {
	const self = authorize(principal, 'account.own');
	if (!isId(sessionId)) throw notFound('Esa sesión ya no está abierta.');
	await inTransaction(async (tx) => {
		const closed = await tx
			.delete(session)
			.where(and(eq(session.id, sessionId), eq(session.accountId, self.accountId)))
			.returning({ id: session.id });
		if (closed.length === 0) throw notFound('Esa sesión ya no está abierta.');
		await record(tx, actor(self, 'account.own'), deed(self));
	});
}

/** Closes all of one's own sessions but the present one. @returns how many were closed */
export async function closeOtherSessions(principal: Principal | null): Promise<number> {
	const self = authorize(principal, 'account.own');
	return inTransaction(async (tx) => {
		const others = and(
			eq(session.accountId, self.accountId),
			self.sessionId ? ne(session.id, self.sessionId) : undefined,
		);
		const closed = await tx.delete(session).where(others).returning({ id: session.id });
		if (closed.length > 0) await record(tx, actor(self, 'account.own'), deed(self));
		return closed.length;
	});
}

function deed({ profileId }: Principal) {
	return { action: 'account.close-session', ...(profileId && { profileId }) };
}
