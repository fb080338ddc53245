import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { aServant, aVisitor, PASSWORD } from '../../../tests/support/factories.ts';
import { mailFor, messagesFor, tokenIn } from '../../../tests/support/outbox.ts';
import { codeOf, refusalOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { askRecovery } from './ask-recovery.server.ts';
import { changePassword } from './change-password.server.ts';
import { identify } from './identify.server.ts';
import { setPasswordByLink } from './set-password-by-link.server.ts';
import { signIn } from './sign-in.server.ts';
import { session } from './tables.server.ts';

useTestDatabase();

const NEW_PASSWORD = 'otras cuatro palabras distintas';
const enter = (identifier: string, password: string) => signIn(aVisitor(), { identifier, password });
const recoveries = async (accountId: string) =>
	(await messagesFor(accountId)).filter(({ template }) => template === 'recover-password');

describe('recovering a password', () => {
	it('goes by link: the new password enters, the old one and the open sessions do not', async () => {
		const person = await aServant();
		const open = await enter(person.curp, PASSWORD);
		await askRecovery(aVisitor(), { identifier: person.curp });
		const mail = await mailFor(person.accountId, 'recover-password');
		expect(mail?.to).toBe(person.email);
		await setPasswordByLink(aVisitor(), tokenIn(mail), { password: NEW_PASSWORD });
		await expect(enter(person.email, NEW_PASSWORD)).resolves.toHaveProperty('token');
		expect(await codeOf(enter(person.email, PASSWORD))).toBe('401 wrong_credentials');
		expect(await identify({ cookieToken: open.token })).toBeNull();
		const told = await messagesFor(person.accountId);
		expect(told.map(({ template }) => template)).toContain('password-changed');
	});

	it('answers the same for unknown people, and writes to nobody whose e-mail is not confirmed', async () => {
		const person = await aServant({ emailConfirmed: false });
		await expect(askRecovery(aVisitor(), { identifier: person.curp })).resolves.toBeUndefined();
		await expect(askRecovery(aVisitor(), { identifier: person.email })).resolves.toBeUndefined();
		await expect(askRecovery(aVisitor(), { identifier: 'nadie@correo.example' })).resolves.toBeUndefined();
		expect(await recoveries(person.accountId)).toEqual([]);
	});

	it('does not answer sooner for unknown people than for known ones', async () => {
		const person = await aServant();
		const timed = async (identifier: string) => {
			const began = performance.now();
			await askRecovery(aVisitor(), { identifier });
			return performance.now() - began;
		};
		const [known, unknown] = [await timed(person.email), await timed('nadie@correo.example')];
		for (const duration of [known, unknown]) expect(duration).toBeGreaterThan(195);
	});

	it('writes at most three times an hour to one account', async () => {
		const person = await aServant();
		for (let asked = 0; asked < 5; asked++) await askRecovery(aVisitor(), { identifier: person.email });
		expect(await recoveries(person.accountId)).toHaveLength(3);
	});

	it('does not spend the link on a password that is refused', async () => {
		const person = await aServant();
		await askRecovery(aVisitor(), { identifier: person.curp });
		const token = tokenIn(await mailFor(person.accountId, 'recover-password'));
		expect(await codeOf(setPasswordByLink(aVisitor(), token, { password: 'corta' }))).toBe('422 invalid');
		const own = setPasswordByLink(aVisitor(), token, { password: `clave ${person.curp}` });
		expect(await codeOf(own)).toBe('422 invalid');
		await setPasswordByLink(aVisitor(), token, { password: NEW_PASSWORD });
		expect(await codeOf(setPasswordByLink(aVisitor(), token, { password: NEW_PASSWORD }))).toBe(
			'409 link_used',
		);
	});

	it('voids the other links once one was used', async () => {
		const person = await aServant();
		await askRecovery(aVisitor(), { identifier: person.curp });
		const first = tokenIn(await mailFor(person.accountId, 'recover-password'));
		const second = tokenIn(await mailFor(person.accountId, 'recover-password'));
		await setPasswordByLink(aVisitor(), second, { password: NEW_PASSWORD });
		expect(await codeOf(setPasswordByLink(aVisitor(), first, { password: NEW_PASSWORD }))).toBe(
			'409 link_used',
		);
	});

	it('refuses a link after an hour', async () => {
		const person = await aServant();
		await askRecovery(aVisitor(), { identifier: person.curp });
		const token = tokenIn(await mailFor(person.accountId, 'recover-password'));
		const later = Date.now() + 3_600_000;
		setClock(() => new Date(later));
		expect(await codeOf(setPasswordByLink(aVisitor(), token, { password: NEW_PASSWORD }))).toBe(
			'409 link_expired',
		);
	});
});

describe('changing the own password', () => {
	it('keeps the present session and ends the others', async () => {
		const person = await aServant();
		await enter(person.curp, PASSWORD);
		await changePassword(person, { currentPassword: PASSWORD, password: NEW_PASSWORD });
		const left = await db().select().from(session).where(eq(session.accountId, person.accountId));
		expect(left.map(({ id }) => id)).toEqual([person.sessionId]);
		await expect(enter(person.curp, NEW_PASSWORD)).resolves.toHaveProperty('token');
	});

	it('needs the present one, and counts the wrong ones', async () => {
		const person = await aServant();
		const wrong = () =>
			refusalOf(changePassword(person, { currentPassword: 'no es esa', password: NEW_PASSWORD }));
		for (let failure = 0; failure < 10; failure++) expect((await wrong()).reason.kind).toBe('invalid');
		expect((await wrong()).reason.kind).toBe('too_many');
	});
});
