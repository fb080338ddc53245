import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { composeMail } from '#lib/outreach/compose-mail.server.ts';
import { mailMessage } from '#lib/outreach/tables.server.ts';
import { noticeAcknowledgement } from '#lib/privacy/tables.server.ts';
import { aRegistration, aServant, aVisitor, PASSWORD } from '../../../tests/support/factories.ts';
import { messagesFor, tokenIn } from '../../../tests/support/outbox.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { identify } from './identify.server.ts';
import { invitePeople } from './invite-people.server.ts';
import { OPERATOR } from './operator.ts';
import { registerAccount } from './register-account.server.ts';
import { signIn } from './sign-in.server.ts';
import { account, invitation, profile } from './tables.server.ts';
import { readTakeOver, renewProfileInvitation, takeOver } from './take-over.server.ts';

useTestDatabase();

/** Somebody on a list, and the link of the invitation that they got. */
async function anInvited(changes: Record<string, unknown> = {}) {
	const { curp, givenNames, firstSurname, secondSurname, email } = aRegistration(changes);
	const person = { curp, givenNames, firstSurname, secondSurname, email, municipality: '15106' };
	const [profileId] = await inTransaction((tx) => invitePeople(tx, OPERATOR, [person]));
	return { ...person, profileId: profileId!, token: await newestToken(profileId!) };
}

async function newestToken(profileId: string): Promise<string> {
	await drainJobs();
	const sent = await db()
		.select({ message: mailMessage })
		.from(mailMessage)
		.innerJoin(invitation, eq(invitation.id, mailMessage.invitationId))
		.where(eq(invitation.profileId, profileId))
		.orderBy(mailMessage.id);
	return tokenIn(await composeMail(sent.at(-1)!.message));
}

function aTakeOver(changes: Record<string, unknown> = {}) {
	const names = { givenNames: 'Itzel', firstSurname: 'Xochihua', secondSurname: 'Arizmendi' };
	return { ...names, password: PASSWORD, noticeVersion: privacyNoticeInForce().version, ...changes };
}

describe('an invited person', () => {
	it('sees the names of the list, and owns that profile with a confirmed e-mail', async () => {
		const { profileId, email, token, curp } = await anInvited();
		expect(await readTakeOver(token)).toMatchObject({ state: 'open', givenNames: 'Itzel', email });
		const session = await takeOver(aVisitor(), token, aTakeOver({ givenNames: 'Itzel María' }));
		const principal = await identify({ cookieToken: session.token });
		expect(principal).toMatchObject({
			profileId,
			roles: ['servant'],
			name: 'Itzel María Xochihua Arizmendi',
		});
		const cedula = await getCedula(principal);
		expect(cedula.email).toEqual({ address: email, confirmed: true });
		expect(cedula.sections.post).toMatchObject({ state: 'in_progress', data: { municipality: '15106' } });
		await expect(signIn(aVisitor(), { identifier: curp, password: PASSWORD })).resolves.toBeTruthy();
		await expect(signIn(aVisitor(), { identifier: email, password: PASSWORD })).resolves.toBeTruthy();
		expect(await messagesFor(principal!.accountId)).toEqual([]);
	});

	it('acknowledges the notice in force, and no other', async () => {
		const { profileId, token } = await anInvited();
		const old = takeOver(aVisitor(), token, aTakeOver({ noticeVersion: '1999-01' }));
		expect(await codeOf(old)).toBe('422 invalid');
		await takeOver(aVisitor(), token, aTakeOver());
		const kept = await db()
			.select({ version: noticeAcknowledgement.version })
			.from(noticeAcknowledgement)
			.where(eq(noticeAcknowledgement.profileId, profileId));
		expect(kept).toEqual([{ version: privacyNoticeInForce().version }]);
	});

	it('may try again after a refusal, and takes the profile over once', async () => {
		const { token } = await anInvited();
		expect(await codeOf(takeOver(aVisitor(), token, aTakeOver({ password: 'corta' })))).toBe('422 invalid');
		const twice = [1, 2].map(() => takeOver(aVisitor(), token, aTakeOver()));
		const ended = await Promise.allSettled(twice);
		expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect((await readTakeOver(token)).state).not.toBe('open');
	});

	it('may not use a password that holds the CURP', async () => {
		const { token, curp } = await anInvited();
		const given = aTakeOver({ password: `mi clave es ${curp.toLowerCase()}` });
		expect(await codeOf(takeOver(aVisitor(), token, given))).toBe('422 invalid');
	});

	it('gets another link in place of one that expired', async () => {
		const { profileId, token } = await anInvited();
		const later = new Date(now().getTime() + 31 * 86_400_000);
		setClock(() => later);
		expect(await readTakeOver(token)).toMatchObject({ state: 'expired', door: 'profile-invitation' });
		expect(await codeOf(takeOver(aVisitor(), token, aTakeOver()))).toBe('409 link_expired');
		await renewProfileInvitation(token);
		const fresh = await newestToken(profileId);
		expect(fresh).not.toBe(token);
		expect(await readTakeOver(fresh)).toMatchObject({ state: 'open' });
	});

	it('who registered on their own meanwhile finds the link used', async () => {
		const { curp, token } = await anInvited();
		await registerAccount(aVisitor(), aRegistration({ curp }));
		expect(await readTakeOver(token)).toEqual({ state: 'taken' });
		expect(await codeOf(takeOver(aVisitor(), token, aTakeOver()))).toBe('409 taken');
	});

	it('whose address is that of another account can still register with another', async () => {
		const other = await aServant();
		const { token, curp, profileId } = await anInvited({ email: other.email });
		expect(await codeOf(takeOver(aVisitor(), token, aTakeOver()))).toBe('409 email_held');
		const registered = await registerAccount(aVisitor(), aRegistration({ curp }));
		expect(registered.profileId).toBe(profileId);
	});

	it('is nobody to whoever guesses a link', async () => {
		expect(await readTakeOver('x'.repeat(43))).toEqual({ state: 'stale' });
		expect(await codeOf(takeOver(aVisitor(), 'x'.repeat(43), aTakeOver()))).toBe('404 not_found');
		await expect(renewProfileInvitation('x'.repeat(43))).resolves.toBeUndefined();
	});
});

describe('a profile that a list made', () => {
	it('does not hold its CURP: the owner of the CURP registers although the address on the list is wrong', async () => {
		const { curp, profileId, email } = await anInvited();
		const registration = aRegistration({ curp });
		expect(registration.email).not.toBe(email);
		expect((await registerAccount(aVisitor(), registration)).profileId).toBe(profileId);
		const accounts = await db().select().from(account).where(eq(account.profileId, profileId));
		expect(accounts.map(({ emailConfirmedAt }) => emailConfirmedAt)).toEqual([null]);
	});

	it('that a desk vouches for is not given to whoever types its CURP', async () => {
		const { curp, profileId } = await anInvited();
		await db().update(profile).set({ deskAt: now() }).where(eq(profile.id, profileId));
		expect(await codeOf(registerAccount(aVisitor(), aRegistration({ curp })))).toBe('409 curp_held');
		const none = await db().select().from(account).where(eq(account.profileId, profileId));
		expect(none).toEqual([]);
	});
});
