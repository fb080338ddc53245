import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { db, inTransaction, violates, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { conflict, notFound, type Refusal } from '#lib/platform/refusal.ts';
import { readLink, spendLink, type LinkKind, type LinkRow } from './account-links.server.ts';
import { countAttempt } from './attempts.server.ts';
import { emailField } from './email.ts';
import { giveAccount } from './give-account.server.ts';
import { hashPassword } from './hash-password.server.ts';
import { identityHash } from './identity-hash.server.ts';
import { newPassword, refuseOwnData } from './new-password.server.ts';
import { noticeField } from './notice-field.server.ts';
import { openSession, type NewSession } from './open-session.server.ts';
import { personNames } from './person-fields.ts';
import { account, invitation, profile } from './tables.server.ts';
import { ownerActor, type Visitor } from './visitor.ts';

/** The links that open a profile without account: the invitation by mail, and the code of a desk once it was typed. */
const DOORS = ['profile-invitation', 'desk-takeover'] as const satisfies LinkKind[];
type Door = (typeof DOORS)[number];

/** What the person confirms and chooses. An address that the link itself proves is not asked for. */
export const takeOverForm = z.object({
	...personNames,
	email: z
		.string()
		.optional()
		.transform((typed) => typed?.trim() || undefined)
		.pipe(emailField.optional()),
	password: newPassword,
	noticeVersion: noticeField,
});

/** What a link opens, as its page shows it. */
export type TakeOver = {
	state: 'open';
	door: Door;
	givenNames: string;
	firstSurname: string;
	secondSurname: string;
	/** address that the link proves; null when it came from a desk */
	email: string | null;
	/** a cédula was sent already: names change only when they are observed */
	namesFixed: boolean;
};

/** What a link stands for; `taken` when the profile has an account by now. */
export async function readTakeOver(
	token: string,
): Promise<TakeOver | { state: 'expired'; door: Door } | { state: 'taken' | 'stale' }> {
	const found = await findTakeOver(token);
	if (!found) return { state: 'stale' };
	if (found.person.accountId) return { state: 'taken' };
	if (found.state === 'expired') return { state: 'expired', door: found.door };
	const { givenNames, firstSurname, secondSurname, heldAt } = found.person;
	return {
		state: 'open',
		door: found.door,
		givenNames,
		firstSurname,
		secondSurname: secondSurname ?? '',
		email: found.email,
		namesFixed: heldAt !== null,
	};
}

/**
 * Takes over a profile that a list or a desk made: the person has read the notice, confirms the names and chooses a password.
 * What is refused does not spend the link.
 * @throws Refusal invalid; conflict `link_used`, `link_expired`, `taken`, or `email_held`; not_found when the link never was
 */
export async function takeOver(visitor: Visitor, token: string, input: unknown): Promise<NewSession> {
	const given = parse(takeOverForm, input);
	const found = await findTakeOver(token);
	if (!found) throw notFound('Este enlace ya no sirve. Si lo necesita, pida otro.');
	if (found.person.accountId) throw taken();
	const { door, email, person } = found;
	const key = await getPersonKey(person.id);
	const curp = key.unseal<string>(person.curpSealed);
	const address = email ?? given.email ?? null;
	refuseOwnData(given.password, [curp, address]);
	const passwordHash = await hashPassword(given.password);
	try {
		return await inTransaction(async (tx) => {
			await spendLink(tx, door, token);
			if (!person.heldAt) await writeNames(tx, person.id, given, curp);
			const id = newId();
			const by = ownerActor({ id, roles: ['servant'] }, visitor);
			await giveAccount(tx, by, {
				id,
				profileId: person.id,
				email: address,
				emailConfirmed: email !== null,
				passwordHash,
				noticeVersion: given.noticeVersion,
				action: 'account.take-over',
			});
			return openSession(tx, { id, roles: ['servant'] }, visitor.client);
		});
	} catch (error) {
		if (violates(error, 'account_profile')) throw taken();
		if (violates(error, 'account_confirmed_email')) throw emailHeld();
		throw error;
	}
}

/** Sends a new invitation in place of one that expired, to the same address. */
export async function renewProfileInvitation(token: string): Promise<void> {
	const found = await findTakeOver(token);
	if (found?.state !== 'expired' || found.door !== 'profile-invitation' || found.person.accountId) return;
	const { invitationId = '' } = found.link.data;
	await countAttempt('confirmation-mail', invitationId);
	await inTransaction((tx) =>
		emit(tx, 'people-invited', { invitationIds: [invitationId], requestId: newId() }),
	);
}

type Found = {
	door: Door;
	state: 'open' | 'expired';
	link: LinkRow;
	/** proven by the link */
	email: string | null;
	person: Awaited<ReturnType<typeof findPerson>> & object;
};

async function findTakeOver(token: string): Promise<Found | undefined> {
	for (const door of DOORS) {
		const read = await readLink(door, token);
		if (read.state === 'stale') continue;
		const { link, state } = read;
		const invited = door === 'profile-invitation' ? await findInvitation(link.data.invitationId) : undefined;
		if (door === 'profile-invitation' && !invited) return undefined;
		const person = await findPerson(db(), invited?.profileId ?? link.data.profileId ?? '');
		return person && { door, state, link, email: invited?.email ?? null, person };
	}
	return undefined;
}

/** An invitation that another address took the place of opens nothing; one that was taken up still tells so. */
async function findInvitation(id = '') {
	const [found] = await db()
		.select({ invitation, accountId: account.id })
		.from(invitation)
		.leftJoin(account, eq(account.profileId, invitation.profileId))
		.where(eq(invitation.id, id));
	return found && (found.invitation.closedAt === null || found.accountId) ? found.invitation : undefined;
}

async function findPerson(reader: Reader, profileId: string) {
	const [found] = await reader
		.select({
			id: profile.id,
			givenNames: profile.givenNames,
			firstSurname: profile.firstSurname,
			secondSurname: profile.secondSurname,
			curpSealed: profile.curpSealed,
			heldAt: profile.heldAt,
			accountId: account.id,
		})
		.from(profile)
		.leftJoin(account, and(eq(account.profileId, profile.id), isNull(account.disabledAt)))
		.where(eq(profile.id, profileId));
	return found;
}

async function writeNames(
	tx: Transaction,
	profileId: string,
	{ givenNames, firstSurname, secondSurname }: z.output<typeof takeOverForm>,
	curp: string,
): Promise<void> {
	const names = { givenNames, firstSurname, secondSurname: secondSurname ?? null };
	await tx
		.update(profile)
		.set({ ...names, identityHash: identityHash({ ...names, curp }) })
		.where(eq(profile.id, profileId));
}

function taken(): Refusal {
	return conflict(
		'taken',
		'Ya hay una cuenta con este perfil. Si es suya, entre con su CURP y su contraseña. Si usted no la abrió, llámenos.',
	);
}

function emailHeld(): Refusal {
	return conflict(
		'email_held',
		'Este correo ya es el de otra cuenta. Si esa cuenta es suya, entre con ella; si no, regístrese con su CURP y otro correo.',
	);
}
