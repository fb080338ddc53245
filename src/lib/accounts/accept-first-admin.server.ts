import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { inTransaction, violates, type Transaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { closeLinks, getOpenLink, spendLink } from './account-links.server.ts';
import { addStaff, emailHeld } from './add-staff.server.ts';
import { emailField } from './email.ts';
import { hasAdmin } from './first-admin.server.ts';
import { hashPassword } from './hash-password.server.ts';
import { newPassword, refuseOwnData } from './new-password.server.ts';
import { openSession, type NewSession } from './open-session.server.ts';
import { staffName } from './staff-fields.ts';
import type { Visitor } from './visitor.ts';

/** Who will administer the service. */
export const firstAdmin = z.object({ name: staffName, email: emailField, password: newPassword });

/** Any number; whoever creates the first administrator holds it, so that there is one first. */
const FIRST_ADMIN_LOCK = 7_214_550_382;

/**
 * Creates the first administrator with the link that the server printed, and signs them in.
 * @throws Refusal invalid, conflict `link_used`, `link_expired`, `already_installed` or `email_held`
 */
export async function acceptFirstAdmin(visitor: Visitor, token: string, input: unknown): Promise<NewSession> {
	const { name, email, password } = parse(firstAdmin, input);
	await getOpenLink('first-admin', token);
	refuseOwnData(password, [email]);
	const passwordHash = await hashPassword(password);
	try {
		return await inTransaction(async (tx) => {
			await spendLink(tx, 'first-admin', token);
			await refuseSecond(tx);
			const by = { accountId: null, role: 'operator', channel: visitor.channel };
			const owner = await addStaff(tx, by, { name, email, passwordHash, roles: ['admin'] });
			await closeLinks(tx, 'first-admin', null);
			return openSession(tx, owner, visitor.client);
		});
	} catch (error) {
		if (violates(error, 'account_confirmed_email')) throw emailHeld();
		throw error;
	}
}

async function refuseSecond(tx: Transaction): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_ADMIN_LOCK})`);
	if (!(await hasAdmin(tx))) return;
	throw conflict('already_installed', 'Ya hay un administrador. Entre con su correo y su contraseña.');
}
