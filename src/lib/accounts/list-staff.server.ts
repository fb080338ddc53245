import { inArray, max } from 'drizzle-orm';
import { db } from '#lib/platform/database.server.ts';
import { authorize, type Principal, type Role } from '#lib/access/access.ts';
import { listStaffRows } from './store.server.ts';
import { session } from './tables.server.ts';

/** Somebody who works with the service. */
export type StaffMember = {
	accountId: string;
	name: string;
	email: string;
	roles: Role[];
	/** `invited`: has not accepted yet */
	state: 'active' | 'invited';
	/** last sign of life of a session that is still there */
	lastSeenAt: Date | null;
};

/** Everybody with a role of staff, by name. */
export async function listStaff(principal: Principal | null): Promise<StaffMember[]> {
	authorize(principal, 'account.list-staff');
	const staff = await listStaffRows();
	const seen = await db()
		.select({ accountId: session.accountId, at: max(session.lastSeenAt) })
		.from(session)
		.where(
			inArray(
				session.accountId,
				staff.map(({ id }) => id),
			),
		)
		.groupBy(session.accountId);
	const lastSeen = new Map(seen.map(({ accountId, at }) => [accountId, at]));
	return staff.map((member) => ({
		accountId: member.id,
		name: member.name ?? member.email ?? '',
		email: member.email ?? '',
		roles: member.roles.filter((role) => role !== 'servant') as Role[],
		state: member.passwordHash ? 'active' : 'invited',
		lastSeenAt: lastSeen.get(member.id) ?? null,
	}));
}
