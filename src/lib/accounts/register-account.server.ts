import { z } from 'zod';
import { record } from '#lib/audit/record.server.ts';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, violates, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { createPersonKey } from '#lib/platform/person-keys.server.ts';
import { conflict, type Refusal } from '#lib/platform/refusal.ts';
import { line, optionalLine } from '#lib/platform/text.ts';
import { keepAcknowledgement } from '#lib/privacy/acknowledge-notice.server.ts';
import { addressKey, countAttempt } from './attempts.server.ts';
import { hasLapsed } from './curp-claim.ts';
import { curpField, curpHash } from './curp.server.ts';
import { emailField } from './email.ts';
import { hashPassword } from './hash-password.server.ts';
import { identityHash } from './identity-hash.server.ts';
import { newPassword, refuseOwnData } from './new-password.server.ts';
import { openSession, type NewSession } from './open-session.server.ts';
import { releaseCurp } from './release-curp.server.ts';
import { findCurpHolder, type CurpHolder } from './store.server.ts';
import { account, profile } from './tables.server.ts';
import { ownerActor, unknownActor, type Visitor } from './visitor.ts';

const LONGEST_NAME = 100;

/** What a person gives to have an account (contract.md, "Fields": account). */
export const registration = z.object({
	curp: curpField,
	givenNames: line(LONGEST_NAME, 'Escriba su nombre, como aparece en su identificación.'),
	firstSurname: line(LONGEST_NAME, 'Escriba su primer apellido.'),
	secondSurname: optionalLine(LONGEST_NAME),
	email: emailField,
	password: newPassword,
	noticeVersion: z
		.string('Lea el aviso de privacidad e indique su versión.')
		.refine(
			(version) => version === privacyNoticeInForce().version,
			'El aviso de privacidad cambió. Léalo de nuevo e indique la versión vigente.',
		),
});
type Registration = z.output<typeof registration>;

export type NewAccount = { id: string; email: string; profileId: string; session: NewSession };

/**
 * Registers a person and signs them in: profile, key, account and acknowledgement of the notice, all or nothing.
 * Several accounts may carry the same unconfirmed e-mail; the CURP is unique.
 * @throws Refusal invalid, conflict `curp_held` (the one declared exception to "never reveal who is registered"), too_many
 */
export async function registerAccount(visitor: Visitor, input: unknown): Promise<NewAccount> {
	const given = parse(registration, input);
	refuseOwnData(given.password, [given.curp, given.email]);
	const holder = await findCurpHolder(db(), curpHash(given.curp));
	if (holder && !isFree(holder)) throw await curpHeld(holder, visitor);
	await countAttempt('new-account', addressKey(visitor.address));
	const passwordHash = await hashPassword(given.password);
	try {
		return await inTransaction((tx) => create(tx, given, passwordHash, visitor));
	} catch (error) {
		if (!violates(error, 'profile_curp_hash')) throw error;
		throw await curpHeld(await findCurpHolder(db(), curpHash(given.curp)), visitor);
	}
}

async function create(
	tx: Transaction,
	given: Registration,
	passwordHash: string,
	visitor: Visitor,
): Promise<NewAccount> {
	const [profileId, id, createdAt] = [newId(), newId(), now()];
	const roles = ['servant'];
	const by = ownerActor({ id, roles }, visitor);
	const former = await findCurpHolder(tx, curpHash(given.curp), { lock: true });
	if (former && isFree(former)) await releaseCurp(tx, by, former, 'lapsed');
	const { givenNames, firstSurname, secondSurname = null, email } = given;
	const key = await createPersonKey(tx, profileId);
	await tx.insert(profile).values({
		id: profileId,
		curpHash: curpHash(given.curp),
		curpSealed: key.seal(given.curp),
		identityHash: identityHash(given),
		givenNames,
		firstSurname,
		secondSurname,
		createdAt,
	});
	await tx.insert(account).values({ id, profileId, email, passwordHash, roles, createdAt });
	await keepAcknowledgement(tx, { profileId, version: given.noticeVersion, channel: visitor.channel });
	await record(tx, by, { action: 'account.register', profileId, details: { notice: given.noticeVersion } });
	await emit(tx, 'account-registered', { accountId: id });
	return { id, email, profileId, session: await openSession(tx, { id, roles }, visitor.client) };
}

function isFree(holder: CurpHolder): boolean {
	const situation = { heldAt: holder.profile.heldAt, account: holder.account };
	return hasLapsed(situation, now(), institution().settings.signIn.curpClaimDays);
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
		`Ya hay un registro con esta CURP. Si es suya, entre con su CURP y su contraseña; si la olvidó, pida un enlace para cambiarla. Si usted no hizo ese registro, llame a ${name} al ${contact.phone}.`,
	);
}
