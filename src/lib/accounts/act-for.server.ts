import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { principalFrom, WHO } from './identify.server.ts';
import { authorizeStaffWork, type Authority } from './operator.ts';
import { account, profile } from './tables.server.ts';

/**
 * The principal in whose name the console carries out what only a named person may decide: their rights hold, not those
 * of the console, and that the console acted for them is on record.
 * @param what the use case, for the record
 * @throws Refusal not_found when no live account has confirmed that address
 */
export async function actFor(by: Authority, email: string, what: string): Promise<Principal> {
	const doer = authorizeStaffWork(by, 'account.act-for');
	const [found] = await db()
		.select(WHO)
		.from(account)
		.leftJoin(profile, eq(profile.id, account.profileId))
		.where(
			and(
				eq(sql`lower(${account.email})`, email.trim().toLowerCase()),
				isNotNull(account.emailConfirmedAt),
				isNull(account.disabledAt),
			),
		);
	if (!found) throw notFound('No hay una cuenta con ese correo confirmado.');
	await record(db(), doer, { action: 'account.act-for', subject: found.accountId, details: { what } });
	return principalFrom(found, 'cli');
}
