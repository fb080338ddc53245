import { z } from 'zod';
import { eq } from 'drizzle-orm';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { notAllowed } from '#lib/platform/refusal.ts';
import { account } from './tables.server.ts';

const DIGEST_ROLES: readonly string[] = ['reviewer', 'admin', 'expert'];

/** Whether somebody with these roles gets the message of business mornings with what waits for an answer. */
export function getsDigest(roles: readonly string[]): boolean {
	return roles.some((role) => DIGEST_ROLES.includes(role));
}

/** Whether one wants the daily digest. */
export const SetDigest = z.object({ digest: z.boolean() });

/** Switches one's own daily digest on or off. @throws Refusal not_allowed for those who never get one */
export async function setDigest(principal: Principal | null, input: unknown): Promise<void> {
	const self = authorize(principal, 'account.own');
	const { digest } = parse(SetDigest, input);
	if (!getsDigest(self.roles)) throw notAllowed('Ese resumen es para quienes validan cédulas.');
	await inTransaction(async (tx) => {
		await tx.update(account).set({ digest }).where(eq(account.id, self.accountId));
		await record(tx, actor(self, 'account.own'), {
			action: 'account.set-digest',
			subject: self.accountId,
			details: { digest },
		});
	});
}
