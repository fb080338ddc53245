import { and, eq, ne } from 'drizzle-orm';
import type { Actor } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { closeLinks } from './account-links.server.ts';
import { changeAccount, type AccountRow } from './store.server.ts';
import { profile, session } from './tables.server.ts';

/**
 * Puts a new password in place: sessions end (but the one that did it), open links of recovery are void,
 * and the owner is told by e-mail.
 */
export async function setPassword(
	tx: Transaction,
	by: Actor,
	owner: Pick<AccountRow, 'id' | 'profileId'>,
	{ passwordHash, keepSessionId }: { passwordHash: string; keepSessionId?: string | undefined },
): Promise<void> {
	await changeAccount(tx, owner.id, { passwordHash });
	await tx
		.delete(session)
		.where(and(eq(session.accountId, owner.id), keepSessionId ? ne(session.id, keepSessionId) : undefined));
	await closeLinks(tx, 'recover-password', owner.id);
	await record(tx, by, {
		action: 'account.change-password',
		...(owner.profileId && { profileId: owner.profileId }),
	});
	await emit(tx, 'password-changed', { accountId: owner.id, requestId: newId() });
}

/** What a password of this account must not contain. */
export async function ownDataOf(
	reader: Reader,
	owner: Pick<AccountRow, 'email' | 'profileId'>,
): Promise<(string | null)[]> {
	if (!owner.profileId) return [owner.email];
	const [person] = await reader
		.select({ sealed: profile.curpSealed })
		.from(profile)
		.where(eq(profile.id, owner.profileId));
	const key = person && (await getPersonKey(owner.profileId, reader));
	return person && key ? [owner.email, key.unseal<string>(person.sealed)] : [owner.email];
}
