import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { keepAcknowledgement } from '#lib/privacy/acknowledge-notice.server.ts';
import { account, invitation, session } from './tables.server.ts';

/** The account with which a person enters their profile from now on. */
export type GivenAccount = {
	id: string;
	profileId: string;
	email: string | null;
	/** the door that was used proves the address */
	emailConfirmed: boolean;
	passwordHash: string;
	noticeVersion: string;
	/** how the audit calls it */
	action: 'account.register' | 'account.take-over';
};

/**
 * Gives a profile the account of its owner: whatever waited for that is over. The profile may be new, or one that a list
 * or a desk made.
 * @throws the violation of `account_profile` when somebody was faster, of `account_confirmed_email` when a proven address is another's
 */
export async function giveAccount(
	tx: Transaction,
	by: Actor,
	{ id, profileId, email, emailConfirmed, passwordHash, noticeVersion, action }: GivenAccount,
): Promise<void> {
	const createdAt = now();
	await tx.insert(account).values({
		id,
		profileId,
		email,
		emailConfirmedAt: emailConfirmed ? createdAt : null,
		passwordHash,
		roles: ['servant'],
		createdAt,
	});
	await tx
		.update(invitation)
		.set({ closedAt: createdAt })
		.where(and(eq(invitation.profileId, profileId), isNull(invitation.closedAt)));
	await tx
		.update(session)
		.set({ assistsProfileId: null, assistsUntil: null })
		.where(eq(session.assistsProfileId, profileId));
	await keepAcknowledgement(tx, { profileId, version: noticeVersion, channel: by.channel });
	await record(tx, by, { action, profileId, details: { notice: noticeVersion } });
	await emit(tx, 'profile-taken', { profileId });
	await emit(tx, 'account-registered', { accountId: id });
}
