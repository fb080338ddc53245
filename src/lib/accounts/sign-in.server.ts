import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { record } from '#lib/audit/record.server.ts';
import { normalizeCurp } from '#lib/identifiers/curp.ts';
import { inTransaction, db } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { unauthenticated } from '#lib/platform/refusal.ts';
import { keyedHash } from '#lib/platform/secrets.server.ts';
import { cleanLine } from '#lib/platform/text.ts';
import {
	addressKey,
	countAttempt,
	countFailure,
	forgetAttempts,
	refuseBeyondLimit,
} from './attempts.server.ts';
import { curpHash } from './curp.server.ts';
import { verifyPassword } from './hash-password.server.ts';
import { openSession, type NewSession } from './open-session.server.ts';
import { findEntrantByCurp, findEntrantByEmail, type Entrant } from './store.server.ts';
import { session } from './tables.server.ts';
import { ownerActor, unknownActor, type Visitor } from './visitor.ts';

/** CURP or confirmed e-mail, and password. */
export const credentials = z.object({
	identifier: z
		.string('Escriba su CURP o su correo.')
		.transform(cleanLine)
		.pipe(z.string().min(1, 'Escriba su CURP o su correo.').max(320, 'Escriba su CURP o su correo.')),
	password: z
		.string('Escriba su contraseña.')
		.min(1, 'Escriba su contraseña.')
		.max(1000, 'La contraseña es demasiado larga.'),
});

/**
 * Signs in. Any wrong pair gets the same words after the same work, whether the account exists or not.
 * @param replaces session of the same browser that ends with this one
 * @throws Refusal unauthenticated `wrong_credentials`, or too_many after 10 failures of an account or 300 of an address in 10 minutes
 */
export async function signIn(visitor: Visitor, input: unknown, replaces?: string): Promise<NewSession> {
	const { identifier, password } = parse(credentials, input);
	const address = addressKey(visitor.address);
	await refuseBeyondLimit('sign-in-address', address);
	const entrant = await findEntrant(identifier);
	const counted = entrant?.id ?? keyedHash('sign-in', identifier.toLowerCase()).toString('base64url');
	await countAttempt('sign-in-account', counted);
	if (!(await verifyPassword(entrant?.passwordHash, password)) || !entrant) {
		await countFailure('sign-in-address', address);
		if (entrant) await recordFailure(entrant, visitor);
		throw unauthenticated(
			'Los datos no corresponden a ninguna cuenta. Revise su CURP o correo y su contraseña. El correo sirve para entrar solo después de confirmarlo.',
			'wrong_credentials',
		);
	}
	await forgetAttempts('sign-in-account', counted);
	return inTransaction(async (tx) => {
		if (replaces) await tx.delete(session).where(eq(session.id, replaces));
		await record(tx, ownerActor(entrant, visitor), {
			action: 'account.sign-in',
			...(entrant.profileId && { profileId: entrant.profileId }),
		});
		return openSession(tx, entrant, visitor.client);
	});
}

/** The live account that a CURP or a confirmed e-mail names. */
export async function findEntrant(identifier: string): Promise<Entrant | undefined> {
	if (identifier.includes('@')) return findEntrantByEmail(identifier);
	return findEntrantByCurp(curpHash(normalizeCurp(identifier)));
}

async function recordFailure(entrant: Entrant, visitor: Visitor): Promise<void> {
	await record(db(), unknownActor(visitor), {
		action: 'account.sign-in-failed',
		subject: entrant.id,
		...(entrant.profileId && { profileId: entrant.profileId }),
	});
}
