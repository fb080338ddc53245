import { and, arrayOverlaps, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { db, preparedStatement, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { STAFF_ROLES } from '#lib/access/roles.ts';
import { account, apiKey, profile, session } from './tables.server.ts';

export type AccountRow = typeof account.$inferSelect;
export type ProfileRow = typeof profile.$inferSelect;

const SIGN_IN = {
	id: account.id,
	profileId: account.profileId,
	passwordHash: account.passwordHash,
	roles: account.roles,
	email: account.email,
	emailConfirmedAt: account.emailConfirmedAt,
};
/** What signing in and recovering need of an account. */
export type Entrant = Pick<AccountRow, keyof typeof SIGN_IN>;

const entrantByCurp = preparedStatement((reader) =>
	reader
		.select(SIGN_IN)
		.from(profile)
		.innerJoin(account, and(eq(account.profileId, profile.id), isNull(account.disabledAt)))
		.where(eq(profile.curpHash, sql.placeholder('hash')))
		.prepare('entrant_by_curp'),
);

const entrantByEmail = preparedStatement((reader) =>
	reader
		.select(SIGN_IN)
		.from(account)
		.where(
			and(
				eq(sql`lower(${account.email})`, sql`lower(${sql.placeholder('email')})`),
				isNotNull(account.emailConfirmedAt),
				isNull(account.disabledAt),
			),
		)
		.prepare('entrant_by_email'),
);

/** The live account whose CURP has this hash. */
export async function findEntrantByCurp(hash: Buffer): Promise<Entrant | undefined> {
	return (await entrantByCurp().execute({ hash }))[0];
}

/** The live account that confirmed this address; at most one. */
export async function findEntrantByEmail(email: string): Promise<Entrant | undefined> {
	return (await entrantByEmail().execute({ email }))[0];
}

/** Like {@link findEntrantByEmail}, inside a transaction and with the whole row. */
export async function findByConfirmedEmail(reader: Reader, email: string): Promise<AccountRow | undefined> {
	const [found] = await reader
		.select()
		.from(account)
		.where(
			and(
				eq(sql`lower(${account.email})`, email.toLowerCase()),
				isNotNull(account.emailConfirmedAt),
				isNull(account.disabledAt),
			),
		);
	return found;
}

/** A live account. @throws Refusal not_found */
export async function getAccount(reader: Reader, id: string): Promise<AccountRow> {
	const [found] = await reader
		.select()
		.from(account)
		.where(and(eq(account.id, id), isNull(account.disabledAt)));
	if (!found) throw notFound('La cuenta ya no existe.');
	return found;
}

/** Changes a live account. @throws Refusal not_found */
export async function changeAccount(
	tx: Transaction,
	id: string,
	changes: Partial<Omit<AccountRow, 'id'>>,
): Promise<AccountRow> {
	const [changed] = await tx
		.update(account)
		.set(changes)
		.where(and(eq(account.id, id), isNull(account.disabledAt)))
		.returning();
	if (!changed) throw notFound('La cuenta ya no existe.');
	return changed;
}

/** Whoever has a CURP now: the profile, and its account when it has one. */
export type CurpHolder = { profile: ProfileRow; account: AccountRow | null };

/** Who holds or claims a CURP; with `lock` nobody else decides about it until the transaction ends. */
export async function findCurpHolder(
	reader: Reader,
	hash: Buffer,
	{ lock = false } = {},
): Promise<CurpHolder | undefined> {
	const query = reader
		.select({ profile, account })
		.from(profile)
		.leftJoin(account, eq(account.profileId, profile.id))
		.where(eq(profile.curpHash, hash));
	const [found] = lock ? await query.for('update', { of: profile }) : await query;
	return found;
}

/** Closes an account for good: it can no longer be entered by session, key or link. */
export async function disableAccount(tx: Transaction, id: string, at: Date): Promise<void> {
	await tx.update(account).set({ disabledAt: at }).where(eq(account.id, id));
	await closeEntries(tx, id, at);
}

/** Ends every session of an account and revokes its keys. */
export async function closeEntries(tx: Transaction, id: string, at: Date): Promise<void> {
	await tx.delete(session).where(eq(session.accountId, id));
	await tx
		.update(apiKey)
		.set({ revokedAt: at })
		.where(and(eq(apiKey.accountId, id), isNull(apiKey.revokedAt)));
}

/** Live accounts with a role of staff, by name. */
export function listStaffRows(): Promise<AccountRow[]> {
	return db()
		.select()
		.from(account)
		.where(and(arrayOverlaps(account.roles, [...STAFF_ROLES]), isNull(account.disabledAt)))
		.orderBy(asc(account.name), asc(account.id));
}
