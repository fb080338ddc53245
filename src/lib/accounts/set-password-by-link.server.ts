import { z } from 'zod';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { getOpenLink, spendLink } from './account-links.server.ts';
import { hashPassword } from './hash-password.server.ts';
import { newPassword, refuseOwnData } from './new-password.server.ts';
import { ownDataOf, setPassword } from './set-password.server.ts';
import { getAccount } from './store.server.ts';
import { ownerActor, type Visitor } from './visitor.ts';

/** The password to come. */
export const passwordByLink = z.object({ password: newPassword });

/**
 * Chooses a new password with the link that went to the confirmed e-mail; all sessions end.
 * A password that is refused does not spend the link.
 * @throws Refusal invalid, conflict `link_used` or `link_expired`
 */
export async function setPasswordByLink(visitor: Visitor, token: string, input: unknown): Promise<void> {
	const { password } = parse(passwordByLink, input);
	const { accountId } = await getOpenLink('recover-password', token);
	const owner = await getAccount(db(), accountId ?? '');
	refuseOwnData(password, await ownDataOf(db(), owner));
	const passwordHash = await hashPassword(password);
	await inTransaction(async (tx) => {
		await spendLink(tx, 'recover-password', token);
		await setPassword(tx, ownerActor(owner, visitor), owner, { passwordHash });
	});
}
