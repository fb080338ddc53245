import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { disableAccount, type CurpHolder } from './store.server.ts';
import { profile } from './tables.server.ts';

/** Takes a CURP away from a profile that never submitted: the profile stays without it and its account is closed. */
export async function releaseCurp(
	tx: Transaction,
	by: Actor,
	holder: CurpHolder,
	reason: 'lapsed' | 'desk',
): Promise<void> {
	await tx.update(profile).set({ curpHash: null }).where(eq(profile.id, holder.profile.id));
	if (holder.account) await disableAccount(tx, holder.account.id, now());
	await record(tx, by, {
		action: 'account.release-curp',
		profileId: holder.profile.id,
		details: { reason },
	});
}
