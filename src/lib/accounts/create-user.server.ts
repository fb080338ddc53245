import { z } from 'zod';
import { settings } from '#lib/platform/config.server.ts';
import { inTransaction, violates } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { issueLink } from './account-links.server.ts';
import { addStaff, emailHeld, findForStaffWork } from './add-staff.server.ts';
import { emailField } from './email.ts';
import { hashPassword } from './hash-password.server.ts';
import { newPassword, refuseOwnData } from './new-password.server.ts';
import { authorizeStaffWork, type Authority } from './operator.ts';
import { staffName, staffRole } from './staff-fields.ts';

/** An account of staff; without a password it is entered through a one-time link. */
export const newUser = z.object({
	email: emailField,
	name: staffName,
	role: staffRole,
	password: newPassword.optional(),
});

/**
 * Creates an account of staff (command `shm user create`).
 * @returns its id and, without a password, the one-time link to choose it
 * @throws Refusal invalid or conflict `email_held`
 */
export async function createUser(
	by: Authority,
	input: unknown,
): Promise<{ id: string; link: string | null }> {
	const actor = authorizeStaffWork(by, 'account.create-user');
	const { email, name, role, password } = parse(newUser, input);
	if (password) refuseOwnData(password, [email]);
	const passwordHash = password && (await hashPassword(password));
	try {
		return await inTransaction(async (tx) => {
			if (await findForStaffWork(tx, email)) throw emailHeld();
			const staff = { email, name, roles: [role] };
			const { id } = await addStaff(tx, actor, passwordHash ? { ...staff, passwordHash } : staff);
			if (passwordHash) return { id, link: null };
			const { path } = await issueLink(tx, 'staff-invitation', id);
			return { id, link: settings().origin + path };
		});
	} catch (error) {
		if (violates(error, 'account_confirmed_email')) throw emailHeld();
		throw error;
	}
}
