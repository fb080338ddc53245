import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { mailMessage } from '#lib/outreach/tables.server.ts';
import { aServant, aVisitor, PASSWORD } from '../../../tests/support/factories.ts';
import { mailFor, messagesFor, tokenIn } from '../../../tests/support/outbox.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { readLink } from './account-links.server.ts';
import { changeEmail, resendConfirmation } from './change-email.server.ts';
import { confirmEmail, renewConfirmation } from './confirm-email.server.ts';
import { signIn } from './sign-in.server.ts';
import { account } from './tables.server.ts';

useTestDatabase();

const DAY_MS = 86_400_000;
const stored = async (id: string) => (await db().select().from(account).where(eq(account.id, id)))[0]!;
const confirmation = async (accountId: string) => tokenIn(await mailFor(accountId, 'confirm-email'));
const unconfirmedServant = (changes = {}) => aServant({ emailConfirmed: false, ...changes });

describe('confirming an e-mail', () => {
	it('opens the sign-in by e-mail, and needs no session', async () => {
		const person = await unconfirmedServant();
		await confirmEmail(aVisitor(), await confirmation(person.accountId));
		await expect(
			signIn(aVisitor(), { identifier: person.email, password: PASSWORD }),
		).resolves.toHaveProperty('token');
	});

	it('is not done by looking at the link', async () => {
		const person = await unconfirmedServant();
		const token = await confirmation(person.accountId);
		expect((await readLink('confirm-email', token)).state).toBe('open');
		expect((await stored(person.accountId)).emailConfirmedAt).toBeNull();
	});

	it('spends the link, once, also when two press the button', async () => {
		const person = await unconfirmedServant();
		const token = await confirmation(person.accountId);
		const results = await Promise.allSettled([1, 2].map(() => confirmEmail(aVisitor(), token)));
		expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(await codeOf(confirmEmail(aVisitor(), token))).toBe('409 link_used');
	});

	it('refuses a link that expired, and sends another in its place', async () => {
		const person = await unconfirmedServant();
		const token = await confirmation(person.accountId);
		const later = Date.now() + 7 * DAY_MS;
		setClock(() => new Date(later));
		expect(await codeOf(confirmEmail(aVisitor(), token))).toBe('409 link_expired');
		expect((await readLink('confirm-email', token)).state).toBe('expired');
		await renewConfirmation(token);
		await confirmEmail(aVisitor(), await confirmation(person.accountId));
		expect((await stored(person.accountId)).emailConfirmedAt).toEqual(new Date(later));
	});

	it('says nothing about a link that never was', async () => {
		await expect(renewConfirmation('x'.repeat(43))).resolves.toBeUndefined();
		expect(await codeOf(confirmEmail(aVisitor(), 'x'.repeat(43)))).toBe('409 link_used');
	});

	it('goes to the first of two accounts with the same address', async () => {
		const email = 'compartido@correo.example';
		const [one, other] = [await unconfirmedServant({ email }), await unconfirmedServant({ email })];
		const [first, second] = [await confirmation(one.accountId), await confirmation(other.accountId)];
		await confirmEmail(aVisitor(), first);
		expect(await codeOf(confirmEmail(aVisitor(), second))).toBe('409 email_held');
	});

	it('tells the owner when somebody registers with a confirmed address, and asks nobody to confirm it', async () => {
		const owner = await aServant();
		const newcomer = await unconfirmedServant({ email: owner.email.toUpperCase() });
		expect(await messagesFor(newcomer.accountId)).toEqual([]);
		const told = await messagesFor(owner.accountId);
		expect(told.map(({ template }) => template)).toContain('already-registered');
	});
});

describe('changing an e-mail', () => {
	it('replaces one that was never confirmed, and voids its link', async () => {
		const person = await unconfirmedServant();
		const old = await confirmation(person.accountId);
		await changeEmail(person, { email: 'bien.escrito@correo.example', currentPassword: PASSWORD });
		expect(await codeOf(confirmEmail(aVisitor(), old))).toBe('409 link_used');
		const mail = await mailFor(person.accountId, 'confirm-email');
		expect(mail?.to).toBe('bien.escrito@correo.example');
		await confirmEmail(aVisitor(), tokenIn(mail));
		expect(await stored(person.accountId)).toMatchObject({
			email: 'bien.escrito@correo.example',
			emailConfirmedAt: expect.any(Date),
		});
	});

	it('keeps a confirmed one in force until the new one is confirmed', async () => {
		const person = await aServant();
		await changeEmail(person, { email: 'nuevo@correo.example', currentPassword: PASSWORD });
		expect(await stored(person.accountId)).toMatchObject({ email: person.email });
		const mail = await mailFor(person.accountId, 'confirm-email');
		expect(mail?.to).toBe('nuevo@correo.example');
		await confirmEmail(aVisitor(), tokenIn(mail));
		expect(await stored(person.accountId)).toMatchObject({ email: 'nuevo@correo.example', newEmail: null });
	});

	it('needs the password', async () => {
		const person = await aServant();
		const change = changeEmail(person, { email: 'nuevo2@correo.example', currentPassword: 'no es esa' });
		expect(await codeOf(change)).toBe('422 invalid');
	});

	it('refuses the address that is confirmed already', async () => {
		const person = await aServant();
		const change = changeEmail(person, {
			email: person.email.toUpperCase(),
			currentPassword: PASSWORD,
		});
		expect(await codeOf(change)).toBe('422 invalid');
	});

	it('writes one message while one waits, and another after it left', async () => {
		const person = await unconfirmedServant();
		await resendConfirmation(person);
		const [waiting] = await messagesFor(person.accountId);
		expect(await messagesFor(person.accountId)).toEqual([waiting]);
		await db().update(mailMessage).set({ state: 'sent' }).where(eq(mailMessage.id, waiting!.id));
		await resendConfirmation(person);
		expect(await messagesFor(person.accountId)).toHaveLength(2);
	});

	it('asks for no confirmation when nothing is to be confirmed', async () => {
		expect(await codeOf(resendConfirmation(await aServant()))).toBe('409 nothing_to_confirm');
	});
});
