import { and, arrayContains, isNotNull, isNull } from 'drizzle-orm';
import { settings } from '#lib/platform/config.server.ts';
import { db, inTransaction, type Reader } from '#lib/platform/database.server.ts';
import { closeLinks, issueLink } from './account-links.server.ts';
import { account } from './tables.server.ts';

/**
 * The one-time address where the first administrator is created, while there is none; null afterwards.
 * Each call makes a new one and closes those before it: it is printed at every start.
 */
export async function firstAdminLink(): Promise<string | null> {
	if (await hasAdmin(db())) return null;
	const { path } = await inTransaction(async (tx) => {
		await closeLinks(tx, 'first-admin', null);
		return issueLink(tx, 'first-admin', null);
	});
	return settings().origin + path;
}

/** Whether somebody can already sign in as administrator. */
export async function hasAdmin(reader: Reader): Promise<boolean> {
	const found = await reader
		.select({ id: account.id })
		.from(account)
		.where(
			and(
				arrayContains(account.roles, ['admin']),
				isNotNull(account.passwordHash),
				isNull(account.disabledAt),
			),
		)
		.limit(1);
	return found.length > 0;
}
