import { and, eq, isNull } from 'drizzle-orm';
import { account, profile } from '#lib/accounts/tables.server.ts';
import type { Reader } from '#lib/platform/database.server.ts';

/** Whom a message goes to, as the database knows them at this moment. */
export type Recipient = {
	accountId: string;
	profileId: string | null;
	email: string;
	newEmail: string | null;
	emailConfirmed: boolean;
	hasPassword: boolean;
	givenName: string;
};

/** The live account of a message; nothing when it was closed meanwhile. */
export async function findRecipient(reader: Reader, accountId: string): Promise<Recipient | undefined> {
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
		email,
		newEmail,
		emailConfirmed: emailConfirmedAt !== null,
		hasPassword: passwordHash !== null,
		givenName: found.givenNames ?? name?.split(' ')[0] ?? '',
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
