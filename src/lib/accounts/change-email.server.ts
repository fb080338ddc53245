import { z } from 'zod';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, invalidField } from '#lib/platform/refusal.ts';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { closeLinks } from './account-links.server.ts';
import { countAttempt } from './attempts.server.ts';
import { unconfirmedEmail } from './confirm-email.server.ts';
import { emailField, sameEmail } from './email.ts';
import { provePassword } from './prove-password.server.ts';
import { changeAccount, getAccount } from './store.server.ts';

/** The new address, and the password of whoever asks. */
export const emailChange = z.object({
	email: emailField,
	currentPassword: z.string('Escriba su contraseña.').min(1, 'Escriba su contraseña.').max(1000),
});

/**
 * Changes the e-mail of one's own account. A confirmed one stays in force until the new one is confirmed,
 * so that a slip of the finger locks nobody out; one that never was confirmed is replaced at once.
 * @throws Refusal invalid (wrong password, same address) or too_many
 */
export async function changeEmail(principal: Principal | null, input: unknown): Promise<void> {
	const self = authorize(principal, 'account.own');
	const { email, currentPassword } = parse(emailChange, input);
	const owner = await provePassword(self.accountId, currentPassword);
	if (owner.emailConfirmedAt && sameEmail(owner.email ?? '', email)) {
		throw invalidField('email', 'same', 'Ese ya es su correo y está confirmado. Escriba otro.');
	}
	await countAttempt('confirmation-mail', owner.id);
	await inTransaction(async (tx) => {
		await changeAccount(tx, owner.id, owner.emailConfirmedAt ? { newEmail: email } : { email });
		await closeLinks(tx, 'confirm-email', owner.id);
		await record(tx, actor(self, 'account.own'), {
			action: 'account.change-email',
			...(self.profileId && { profileId: self.profileId }),
		});
		await emit(tx, 'email-changed', { accountId: owner.id, requestId: newId() });
	});
}

/** Sends the link of confirmation again. @throws Refusal conflict `nothing_to_confirm` or too_many */
export async function resendConfirmation(principal: Principal | null): Promise<void> {
	const { accountId } = authorize(principal, 'account.own');
	await countAttempt('confirmation-mail', accountId);
	await inTransaction(async (tx) => {
		const owner = await getAccount(tx, accountId);
		if (!unconfirmedEmail(owner)) throw conflict('nothing_to_confirm', 'Su correo ya está confirmado.');
		await emit(tx, 'email-changed', { accountId, requestId: newId() });
	});
}
