import { z } from 'zod';
import { inTransaction, db } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { hashPassword } from './hash-password.server.ts';
import { newPassword, refuseOwnData } from './new-password.server.ts';
import { provePassword } from './prove-password.server.ts';
import { ownDataOf, setPassword } from './set-password.server.ts';

/** The password in force and the one to come. */
export const passwordChange = z.object({
	currentPassword: z
		.string('Escriba su contraseña actual.')
		.min(1, 'Escriba su contraseña actual.')
		.max(1000),
	password: newPassword,
});

/** Changes one's own password and closes all other sessions. @throws Refusal invalid or too_many */
export async function changePassword(principal: Principal | null, input: unknown): Promise<void> {
	const self = authorize(principal, 'account.own');
	const { currentPassword, password } = parse(passwordChange, input);
	const owner = await provePassword(self.accountId, currentPassword);
	refuseOwnData(password, await ownDataOf(db(), owner));
	const passwordHash = await hashPassword(password);
	await inTransaction((tx) =>
		setPassword(tx, actor(self, 'account.own'), owner, { passwordHash, keepSessionId: self.sessionId }),
	);
}
