import { and, eq, isNull } from 'drizzle-orm';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { apiKey } from './tables.server.ts';

/** Makes a key worthless at once; revoking it again changes nothing. @throws Refusal not_found */
export async function revokeApiKey(principal: Principal | null, id: string): Promise<void> {
	const admin = authorize(principal, 'account.manage-keys');
	if (!isId(id)) throw notFound('Esa llave no existe.');
	await inTransaction(async (tx) => {
		const revoked = await tx
			.update(apiKey)
			.set({ revokedAt: now() })
			.where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
			.returning({ id: apiKey.id });
		if (revoked.length > 0) {
			await record(tx, actor(admin, 'account.manage-keys'), {
				action: 'account.revoke-api-key',
				subject: id,
			});
			return;
		}
		const known = await tx.select({ id: apiKey.id }).from(apiKey).where(eq(apiKey.id, id));
		if (known.length === 0) throw notFound('Esa llave no existe.');
	});
}
