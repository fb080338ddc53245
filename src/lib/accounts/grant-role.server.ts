import { z } from 'zod';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { addRoles, findForStaffWork } from './add-staff.server.ts';
import { emailField } from './email.ts';
import { authorizeStaffWork, type Authority } from './operator.ts';
import { staffRole } from './staff-fields.ts';

/** Whose account, and which role. */
export const grant = z.object({ email: emailField, role: staffRole });

/**
 * Gives a role to an account with a confirmed e-mail, or to one that was invited (command `shm user grant`).
 * @throws Refusal not_found or invalid
 */
export async function grantRole(by: Authority, input: unknown): Promise<void> {
	const actor = authorizeStaffWork(by, 'account.grant-role');
	const { email, role } = parse(grant, input);
	await inTransaction(async (tx) => {
		const owner = await findForStaffWork(tx, email);
		if (!owner) throw notFound('No hay una cuenta con ese correo confirmado. Invite a la persona.');
		await addRoles(tx, actor, owner, { roles: [role] });
	});
}
