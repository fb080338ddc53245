import { z } from 'zod';
import type { Actor } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { invalidField, notFound } from '#lib/platform/refusal.ts';
import { newToken, tokenHash } from '#lib/platform/secrets.server.ts';
import {
	API_SCOPES,
	actor,
	authorize,
	type ApiScope,
	type Principal,
	type Role,
} from '#lib/access/access.ts';
import { API_KEY_DAYS, isScopeOfUse } from './api-keys.ts';
import { emailField } from './email.ts';
import { API_KEY_PREFIX } from './identify.server.ts';
import { authorizeStaffWork, type Authority } from './operator.ts';
import { provePassword } from './prove-password.server.ts';
import { findByConfirmedEmail } from './store.server.ts';
import { apiKey } from './tables.server.ts';

const DAY_MS = 86_400_000;

const scope = z.enum(API_SCOPES, `Elija un alcance: ${API_SCOPES.join(', ')}.`);
const days = z.coerce
	.number('Escriba un número de días.')
	.int('Escriba un número entero de días.')
	.min(1, 'Escriba al menos 1 día.')
	.max(API_KEY_DAYS.longest, `Una llave vive como máximo ${API_KEY_DAYS.longest} días.`)
	.default(API_KEY_DAYS.usual);

/** A key for oneself: making it is the step-up, so the password is asked again. */
export const ownApiKey = z.object({
	scope,
	days,
	currentPassword: z.string('Escriba su contraseña.').min(1, 'Escriba su contraseña.').max(1000),
});

/** A key made at the console for the owner of a confirmed e-mail. */
export const apiKeyFor = z.object({ email: emailField, scope, days });

/** A key that was just made: only now is it known. */
export type NewApiKey = { id: string; key: string; expiresAt: Date };

/** Makes a key with which a program acts as oneself, within one scope. @throws Refusal invalid, not_allowed, too_many */
export async function createOwnApiKey(principal: Principal | null, input: unknown): Promise<NewApiKey> {
	const self = authorize(principal, 'account.manage-keys');
	const given = parse(ownApiKey, input);
	const owner = await provePassword(self.accountId, given.currentPassword);
	return makeKey(actor(self, 'account.manage-keys'), owner, given);
}

/** Makes a key for somebody else (command `shm apikey create`). @throws Refusal not_found for an unknown e-mail, invalid */
export async function createApiKey(by: Authority, input: unknown): Promise<NewApiKey> {
	const doer = authorizeStaffWork(by, 'account.create-key-for');
	const given = parse(apiKeyFor, input);
	const owner = await findByConfirmedEmail(db(), given.email);
	if (!owner) throw notFound('No hay una cuenta con ese correo confirmado.');
	return makeKey(doer, owner, given);
}

async function makeKey(
	by: Actor,
	owner: { id: string; roles: string[] },
	given: { scope: ApiScope; days: number },
): Promise<NewApiKey> {
	if (!isScopeOfUse(given.scope, owner.roles as Role[])) {
		throw invalidField('scope', 'useless', 'Los roles de esta cuenta no usan ese alcance. Elija otro.');
	}
	const [id, key, createdAt] = [newId(), API_KEY_PREFIX + newToken(), now()];
	const expiresAt = new Date(createdAt.getTime() + given.days * DAY_MS);
	await inTransaction(async (tx) => {
		const secretHash = tokenHash(key);
		await tx
			.insert(apiKey)
			.values({ id, accountId: owner.id, scope: given.scope, secretHash, createdAt, expiresAt });
		const details = { scope: given.scope, days: given.days, owner: owner.id };
		await record(tx, by, { action: 'account.create-api-key', subject: id, details });
	});
	return { id, key, expiresAt };
}
