import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, violates } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { closeLinks, readLink, spendLink } from './account-links.server.ts';
import { countAttempt } from './attempts.server.ts';
import { sameEmail } from './email.ts';
import { changeAccount, getAccount, type AccountRow } from './store.server.ts';
import { ownerActor, type Visitor } from './visitor.ts';

/**
 * Confirms the address to which a link was sent; whoever opened it need not be signed in.
 * @throws Refusal conflict `link_used`, `link_expired`, or `email_held` when somebody confirmed the address first
 */
export async function confirmEmail(visitor: Visitor, token: string): Promise<void> {
	try {
		await inTransaction(async (tx) => {
			const link = await spendLink(tx, 'confirm-email', token);
			const owner = await getAccount(tx, link.accountId ?? '');
			const { email } = link.data;
			if (!email || !isAwaited(owner, email)) throw superseded();
			await changeAccount(tx, owner.id, { email, newEmail: null, emailConfirmedAt: now() });
			await closeLinks(tx, 'confirm-email', owner.id);
			await record(tx, ownerActor(owner, visitor), {
				action: 'account.confirm-email',
				...(owner.profileId && { profileId: owner.profileId }),
			});
		});
	} catch (error) {
		if (violates(error, 'account_confirmed_email')) throw emailHeld();
		throw error;
	}
}

/** Sends a new link in place of one that expired. The answer is the same for a link that never was. */
export async function renewConfirmation(token: string): Promise<void> {
	const found = await readLink('confirm-email', token);
	if (found.state === 'stale' || !found.link.accountId) return;
	const { accountId } = found.link;
	await countAttempt('confirmation-mail', accountId);
	await inTransaction((tx) => emit(tx, 'email-changed', { accountId, requestId: newId() }));
}

/** Which address of an account still has to be confirmed; nothing when none has. */
export function unconfirmedEmail(
	owner: Pick<AccountRow, 'email' | 'newEmail' | 'emailConfirmedAt'>,
): string | undefined {
	return owner.newEmail ?? (owner.emailConfirmedAt ? undefined : (owner.email ?? undefined));
}

function isAwaited(owner: AccountRow, email: string): boolean {
	const awaited = unconfirmedEmail(owner);
	return awaited !== undefined && sameEmail(awaited, email);
}

function superseded() {
	return conflict(
		'link_used',
		'Este enlace es de un correo que ya se cambió o ya se confirmó. Use el mensaje más reciente o entre a su cuenta para ver su correo.',
	);
}

function emailHeld() {
	return conflict(
		'email_held',
		'Este correo ya está confirmado en otra cuenta. Entre con su CURP y escriba otro correo en «Mi cuenta».',
	);
}
