import { db } from '#lib/platform/database.server.ts';
import { invalidField } from '#lib/platform/refusal.ts';
import { countAttempt, forgetAttempts } from './attempts.server.ts';
import { verifyPassword } from './hash-password.server.ts';
import { getAccount, type AccountRow } from './store.server.ts';

/**
 * Asks again for the password of an account that is signed in, before something that would take it over;
 * wrong ones count like those of the sign-in.
 * @throws Refusal invalid at `currentPassword`, or too_many
 */
export async function provePassword(accountId: string, password: string): Promise<AccountRow> {
	const owner = await getAccount(db(), accountId);
	await countAttempt('sign-in-account', accountId);
	if (!(await verifyPassword(owner.passwordHash, password))) {
		throw invalidField(
			'currentPassword',
			'wrong',
			'La contraseña no es la de su cuenta. Vuelva a escribirla.',
		);
	}
	await forgetAttempts('sign-in-account', accountId);
	return owner;
}
