import { z } from 'zod';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, violates } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { closeLinks, getOpenLink, readLink, spendLink } from './account-links.server.ts';
import { emailHeld } from './add-staff.server.ts';
import { countAttempt } from './attempts.server.ts';
import { hashPassword } from './hash-password.server.ts';
import { newPassword, refuseOwnData } from './new-password.server.ts';
import { openSession, type NewSession } from './open-session.server.ts';
import { changeAccount, getAccount } from './store.server.ts';
import { ownerActor, type Visitor } from './visitor.ts';

/** The password with which the invited person will sign in. */
export const acceptance = z.object({ password: newPassword });

/**
 * Accepts an invitation: chooses the password, confirms the address and signs in.
 * @throws Refusal invalid, conflict `link_used`, `link_expired` or `email_held`
 */
export async function acceptInvitation(visitor: Visitor, token: string, input: unknown): Promise<NewSession> {
	const { password } = parse(acceptance, input);
	const { accountId } = await getOpenLink('staff-invitation', token);
	const invited = await getAccount(db(), accountId ?? '');
	refuseOwnData(password, [invited.email]);
	const passwordHash = await hashPassword(password);
	try {
		return await inTransaction(async (tx) => {
			await spendLink(tx, 'staff-invitation', token);
			const owner = await changeAccount(tx, invited.id, { passwordHash, emailConfirmedAt: now() });
			await closeLinks(tx, 'staff-invitation', owner.id);
			await record(tx, ownerActor(owner, visitor), { action: 'account.accept-invitation' });
			return openSession(tx, owner, visitor.client);
		});
	} catch (error) {
		if (violates(error, 'account_confirmed_email')) throw emailHeld();
		throw error;
	}
}

/** Whom an open invitation is for; null when it cannot be used, with `expired` when a new one may be asked for. */
export async function readInvitation(
	token: string,
): Promise<{ state: 'open'; name: string; email: string } | { state: 'expired' | 'stale' }> {
	const found = await readLink('staff-invitation', token);
	if (found.state !== 'open') return { state: found.state };
	const { name, email } = await getAccount(db(), found.link.accountId ?? '');
	return { state: 'open', name: name ?? '', email: email ?? '' };
}

/** Sends a new invitation in place of one that expired, to the same address. */
export async function renewInvitation(token: string): Promise<void> {
	const found = await readLink('staff-invitation', token);
	if (found.state === 'stale' || !found.link.accountId) return;
	const { accountId } = found.link;
	await countAttempt('confirmation-mail', accountId);
	await inTransaction((tx) => emit(tx, 'staff-invited', { accountId, requestId: newId() }));
}
