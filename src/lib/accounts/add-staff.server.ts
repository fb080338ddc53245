import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Actor } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { conflict, type Refusal } from '#lib/platform/refusal.ts';
import type { Role } from '#lib/access/access.ts';
import { changeAccount, findByConfirmedEmail, type AccountRow } from './store.server.ts';
import { account } from './tables.server.ts';

type NewStaff = {
	email: string;
	name: string;
	roles: Role[];
	/** absent: the account is entered through an invitation first */
	passwordHash?: string;
};

/** Makes an account of staff, without a profile. One with a password counts as confirmed: whoever set it vouches for the address. */
export async function addStaff(tx: Transaction, by: Actor, staff: NewStaff): Promise<AccountRow> {
	const createdAt = now();
	const [created] = await tx
		.insert(account)
		.values({
			...staff,
			id: newId(),
			createdAt,
			emailConfirmedAt: staff.passwordHash ? createdAt : null,
		})
		.returning();
	if (!created) throw new Error('the new account was not returned');
	await record(tx, by, { action: 'account.add-staff', subject: created.id, details: { roles: staff.roles } });
	return created;
}

/** Gives roles to an account that exists; those it has stay. */
export async function addRoles(
	tx: Transaction,
	by: Actor,
	owner: AccountRow,
	{ roles, name }: { roles: Role[]; name?: string },
): Promise<void> {
	const all = [...new Set([...owner.roles, ...roles])];
	await changeAccount(tx, owner.id, { roles: all, name: owner.name ?? name ?? null });
	await record(tx, by, {
		action: 'account.grant-role',
		subject: owner.id,
		details: { roles },
		...(owner.profileId && { profileId: owner.profileId }),
	});
}

/** The account that an address means to staff: the one that confirmed it, else an open invitation. */
export async function findForStaffWork(tx: Transaction, email: string): Promise<AccountRow | undefined> {
	const confirmed = await findByConfirmedEmail(tx, email);
	if (confirmed) return confirmed;
	const [invited] = await tx
		.select()
		.from(account)
		.where(
			and(
				eq(sql`lower(${account.email})`, email.toLowerCase()),
				isNull(account.profileId),
				isNull(account.disabledAt),
			),
		);
	return invited;
}

/** The address belongs to another account already. */
export function emailHeld(): Refusal {
	return conflict(
		'email_held',
		'Ya hay una cuenta con este correo. Si es de la misma persona, déle el rol en lugar de crear otra.',
	);
}
