import { and, eq, isNull } from 'drizzle-orm';
import { account, invitation, profile } from '#lib/accounts/tables.server.ts';
import type { Reader } from '#lib/platform/database.server.ts';

/** Whom a message goes to, as the database knows them at this moment. */
export type Recipient = {
	/** null for somebody who was invited and has no account yet */
	accountId: string | null;
	profileId: string | null;
	email: string;
	newEmail: string | null;
	emailConfirmed: boolean;
	hasPassword: boolean;
	givenName: string;
};

/** Whom a message goes to; nothing when the account was closed or the invitation was taken up meanwhile. */
export function findRecipient(
	reader: Reader,
	{ accountId, invitationId }: { accountId: string | null; invitationId: string | null },
): Promise<Recipient | undefined> {
	return accountId ? findOwner(reader, accountId) : findInvited(reader, invitationId ?? '');
}

/** The live account; one that has no address gets no mail. */
export async function findOwner(reader: Reader, accountId: string): Promise<Recipient | undefined> {
	const [found] = await reader
		.select({ account, givenNames: profile.givenNames })
		.from(account)
		.leftJoin(profile, eq(profile.id, account.profileId))
		.where(and(eq(account.id, accountId), isNull(account.disabledAt)));
	if (!found) return undefined;
	const { id, profileId, email, newEmail, emailConfirmedAt, passwordHash, name } = found.account;
	return {
		accountId: id,
		profileId,
		email: email ?? '',
		newEmail,
		emailConfirmed: emailConfirmedAt !== null,
		hasPassword: passwordHash !== null,
		givenName: found.givenNames ?? name?.split(' ')[0] ?? '',
	};
}

async function findInvited(reader: Reader, invitationId: string): Promise<Recipient | undefined> {
	const [found] = await reader
		.select({ invitation, givenName: profile.givenNames })
		.from(invitation)
		.innerJoin(profile, eq(profile.id, invitation.profileId))
		.where(and(eq(invitation.id, invitationId), isNull(invitation.closedAt)));
	if (!found) return undefined;
	const { profileId, email } = found.invitation;
	return {
		accountId: null,
		profileId,
		email,
		newEmail: null,
		emailConfirmed: false,
		hasPassword: false,
		givenName: found.givenName,
	};
}

/** The live account of a person; people who were imported have none. */
export async function findAccountOf(reader: Reader, profileId: string): Promise<string | undefined> {
	const [found] = await reader
		.select({ id: account.id })
		.from(account)
		.where(and(eq(account.profileId, profileId), isNull(account.disabledAt)));
	return found?.id;
}
