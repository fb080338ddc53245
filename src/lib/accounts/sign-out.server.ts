import { and, eq } from 'drizzle-orm';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { actor, asThemselves, authorize, type Principal } from '#lib/access/access.ts';
import { session } from './tables.server.ts';

/** Ends the session with which the request came; its token is worthless at once. */
export async function signOut(principal: Principal | null): Promise<void> {
	const self = authorize(asThemselves(principal), 'account.own');
	const { accountId, sessionId, profileId } = self;
	if (!sessionId) return;
	await inTransaction(async (tx) => {
		const ended = await tx
			.delete(session)
			.where(and(eq(session.id, sessionId), eq(session.accountId, accountId)))
			.returning({ id: session.id });
		if (ended.length === 0) return;
		await record(tx, actor(self, 'account.own'), {
			action: 'account.sign-out',
			...(profileId && { profileId }),
		});
	});
}
