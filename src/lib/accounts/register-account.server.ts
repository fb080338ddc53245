import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, violates, type Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { createPersonKey } from '#lib/platform/person-keys.server.ts';
import { conflict, type Refusal } from '#lib/platform/refusal.ts';
import { addressKey, countAttempt } from './attempts.server.ts';
import { awaitsOwner, hasLapsed, type ClaimSituation } from './curp-claim.ts';
import { curpField, curpHash } from './curp.server.ts';
import { emailField } from './email.ts';
import { giveAccount } from './give-account.server.ts';
import { hashPassword } from './hash-password.server.ts';
import { identityHash } from './identity-hash.server.ts';
import { newPassword, refuseOwnData } from './new-password.server.ts';
import { noticeField } from './notice-field.server.ts';
import { openSession, type NewSession } from './open-session.server.ts';
import { personNames } from './person-fields.ts';
import { releaseCurp } from './release-curp.server.ts';
import { findCurpHolder, type CurpHolder } from './store.server.ts';
import { profile } from './tables.server.ts';
import { ownerActor, unknownActor, type Visitor } from './visitor.ts';

/** What a person gives to have an account (contract.md, "Fields": account). */
export const registration = z.object({
	curp: curpField,
	...personNames,
	email: emailField,
	password: newPassword,
	noticeVersion: noticeField,
});
type Registration = z.output<typeof registration>;

export type NewAccount = { id: string; email: string; profileId: string; session: NewSession };

/**
 * Registers a person and signs them in: profile, key, account and acknowledgement of the notice, all or nothing.
 * Several accounts may carry the same unconfirmed e-mail; the CURP is unique. A profile that a list made becomes theirs.
 * @throws Refusal invalid, conflict `curp_held` (the one declared exception to "never reveal who is registered"), too_many
 */
export async function registerAccount(visitor: Visitor, input: unknown): Promise<NewAccount> {
	const given = parse(registration, input);
	refuseOwnData(given.password, [given.curp, given.email]);
	const holder = await findCurpHolder(db(), curpHash(given.curp));
	if (holder && !isFree(holder) && !awaitsOwner(situationOf(holder))) throw await curpHeld(holder, visitor);
	await countAttempt('new-account', addressKey(visitor.address));
	const passwordHash = await hashPassword(given.password);
	try {
		return await inTransaction((tx) => create(tx, given, passwordHash, visitor));
	} catch (error) {
		if (!violates(error, 'profile_curp_hash') && !violates(error, 'account_profile')) throw error;
		throw await curpHeld(await findCurpHolder(db(), curpHash(given.curp)), visitor);
	}
}

async function create(
	tx: Transaction,
	given: Registration,
	passwordHash: string,
	visitor: Visitor,
): Promise<NewAccount> {
	const id = newId();
	const roles = ['servant'];
	const by = ownerActor({ id, roles }, visitor);
	const { email, noticeVersion } = given;
	const profileId = await ownProfile(tx, given, by);
	await giveAccount(tx, by, {
		id,
		profileId,
		email,
		emailConfirmed: false,
		passwordHash,
		noticeVersion,
		action: 'account.register',
	});
	return { id, email, profileId, session: await openSession(tx, { id, roles }, visitor.client) };
}

/** The profile of whoever registers: the one that a list made for their CURP, else a new one. */
async function ownProfile(tx: Transaction, given: Registration, by: Actor): Promise<string> {
	const former = await findCurpHolder(tx, curpHash(given.curp), { lock: true });
	const { curp, givenNames, firstSurname, secondSurname = null } = given;
	const names = { givenNames, firstSurname, secondSurname, identityHash: identityHash(given) };
	if (former && awaitsOwner(situationOf(former))) {
		await tx.update(profile).set(names).where(eq(profile.id, former.profile.id));
		return former.profile.id;
	}
	if (former && isFree(former)) await releaseCurp(tx, by, former, 'lapsed');
	const id = newId();
	const key = await createPersonKey(tx, id);
	const sealed = { curpHash: curpHash(curp), curpSealed: key.seal(curp) };
	await tx.insert(profile).values({ id, ...names, ...sealed, createdAt: now() });
	return id;
}

function isFree(holder: CurpHolder): boolean {
	return hasLapsed(situationOf(holder), now(), institution().settings.signIn.curpClaimDays);
}

function situationOf({ profile, account }: CurpHolder): ClaimSituation {
	return { heldAt: profile.heldAt, deskAt: profile.deskAt, account };
}

/** Limited by address and audited, since the answer tells that a CURP is registered (rules.md, "Who is who"). */
async function curpHeld(holder: CurpHolder | undefined, visitor: Visitor): Promise<Refusal> {
	await countAttempt('held-curp', addressKey(visitor.address));
	await record(db(), unknownActor(visitor), {
		action: 'account.curp-refused',
		...(holder && { profileId: holder.profile.id }),
	});
	const { name, contact } = institution().settings;
	return conflict(
		'curp_held',
		`Ya hay un registro con esta CURP. Si es suya, entre con su CURP y su contraseña; si la olvidó, pida un enlace para cambiarla. Si la empezaron a llenar con usted en el módulo, use el código de su hoja en «Tengo un código del módulo», en la página para entrar. Si usted no hizo ese registro, llame a ${name} al ${contact.phone}.`,
	);
}
