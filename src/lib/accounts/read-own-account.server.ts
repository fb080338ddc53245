import { desc, eq } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { authorize, type Principal } from '#lib/access/access.ts';
import { getsDigest } from './set-digest.server.ts';
import { unconfirmedEmail } from './confirm-email.server.ts';
import { sessionLimits } from './session.ts';
import { getAccount } from './store.server.ts';
import { session } from './tables.server.ts';

/** One's own account as its page shows it. */
export type OwnAccount = {
	/** null only for people who took over what a desk began and gave none */
	email: string | null;
	emailConfirmed: boolean;
	/** an address that still waits for its confirmation */
	awaiting: string | null;
	/** whether they get the daily digest, for those who review; null for others */
	digest: boolean | null;
	sessions: { id: string; client: string; createdAt: Date; lastSeenAt: Date; current: boolean }[];
};

/** The e-mail and its state, and the sessions that are open, the last used first. */
export async function readOwnAccount(principal: Principal | null): Promise<OwnAccount> {
	const self = authorize(principal, 'account.own');
	const owner = await getAccount(db(), self.accountId);
	const rows = await db()
		.select()
		.from(session)
		.where(eq(session.accountId, self.accountId))
		.orderBy(desc(session.lastSeenAt));
	const at = now();
	const idleSince = new Date(at.getTime() - sessionLimits(self.roles).idleMs);
	const open = rows.filter((row) => row.expiresAt > at && row.lastSeenAt > idleSince);
	return {
		email: owner.email,
		emailConfirmed: owner.emailConfirmedAt !== null,
		awaiting: unconfirmedEmail(owner) ?? null,
		digest: getsDigest(self.roles) ? owner.digest : null,
		sessions: open.map(({ id, client, createdAt, lastSeenAt }) => ({
			id,
			client,
			createdAt,
			lastSeenAt,
			current: id === self.sessionId,
		})),
	};
}
