import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { confirmEmail } from '#lib/accounts/confirm-email.server.ts';
import { account, accountLink } from '#lib/accounts/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { drainJobs, runPeriodic } from '#lib/platform/jobs.server.ts';
import { aServant, aStaffMember, aVisitor } from '../../../tests/support/factories.ts';
import { freePort, mailServerOn } from '../../../tests/support/mail-server.ts';
import { messagesFor, tokenIn } from '../../../tests/support/outbox.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { MOST_REFUSALS } from './outbox.ts';
import { queueMail } from './queue-mail.server.ts';
import { resendMessage } from './resend-message.server.ts';
import { mailMessage } from './tables.server.ts';

const port = await freePort();
useTestDatabase({ settings: { SMTP_URL: `smtp://127.0.0.1:${port}`, ORIGIN: 'https://shm.example' } });

const server = mailServerOn(port);
const send = () => runPeriodic('send-mail');
const stateOf = async (accountId: string) => (await messagesFor(accountId)).map(({ state }) => state);
const later = (milliseconds: number) => {
	const at = Date.now() + milliseconds;
	setClock(() => new Date(at));
};

beforeEach(async () => {
	await drainJobs();
	await db().update(mailMessage).set({ state: 'dropped' });
	server.arrived.length = 0;
	server.refusal = () => undefined;
	await server.start();
});
afterEach(() => server.stop());

describe('a message', () => {
	it('arrives at the bare address, with its action as the first link and nothing personal but the given name', async () => {
		const person = await aServant({
			emailConfirmed: false,
			givenNames: 'Íñigo',
			email: 'inigo@correo.example',
		});
		await messagesFor(person.accountId);
		await send();
		const [mail] = server.arrived;
		expect(mail!.to).toBe('inigo@correo.example');
		expect(mail!.headers.get('to')).toBe('inigo@correo.example');
		expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
		const whole = [...mail!.headers.values(), mail!.text].join('\n');
		expect(whole).toContain('Íñigo');
		for (const personal of ['Xochihua', 'Arizmendi', person.curp]) expect(whole).not.toContain(personal);
		const links = mail!.text.match(/https?:\/\/\S+/g) ?? [];
		expect(links[0]).toMatch(/^https:\/\/shm\.example\/confirmar\/[\w-]{43}$/);
		expect(await stateOf(person.accountId)).toEqual(['sent']);
	});

	it('carries a link that works, whose token is nowhere stored', async () => {
		const person = await aServant({ emailConfirmed: false });
		await messagesFor(person.accountId);
		await send();
		const token = tokenIn({ to: '', subject: '', body: server.arrived[0]!.text });
		const stored = JSON.stringify([
			await db().select().from(mailMessage),
			(await db().select().from(accountLink)).map(({ data }) => data),
		]);
		expect(stored).not.toContain(token);
		await confirmEmail(aVisitor(), token);
		const [own] = await db().select().from(account).where(eq(account.id, person.accountId));
		expect(own!.emailConfirmedAt).not.toBeNull();
	});

	it('leaves once, also when several processes send at once', async () => {
		const people = await Promise.all([1, 2, 3].map(() => aServant({ emailConfirmed: false })));
		for (const { accountId } of people) await messagesFor(accountId);
		await Promise.all([send(), send(), send()]);
		expect(server.arrived.map(({ to }) => to).sort()).toEqual(people.map(({ email }) => email).sort());
	});

	it('is queued once for one cause', async () => {
		const person = await aServant();
		const request = { template: 'password-changed', accountId: person.accountId, cause: 'once' } as const;
		await queueMail(db(), request);
		await queueMail(db(), request);
		const messages = await messagesFor(person.accountId);
		expect(messages.filter(({ template }) => template === 'password-changed')).toHaveLength(1);
	});

	it('is dropped when its reason went away before it left', async () => {
		const person = await aServant({ emailConfirmed: false });
		await messagesFor(person.accountId);
		await db().update(account).set({ emailConfirmedAt: new Date() }).where(eq(account.id, person.accountId));
		await send();
		expect(server.arrived).toEqual([]);
		expect(await stateOf(person.accountId)).toEqual(['dropped']);
	});

	it('of any other kind does not go to an address that was never confirmed', async () => {
		const person = await aServant({ emailConfirmed: false });
		const request = { template: 'password-changed', accountId: person.accountId, cause: 'x' } as const;
		await queueMail(db(), { ...request, facts: { changedAt: new Date().toISOString() } });
		await send();
		expect(server.arrived.map(({ headers }) => headers.get('subject'))).toHaveLength(0);
	});
});

describe('while the mail server is away', () => {
	it('messages wait, are not given up, and leave once it is back', async () => {
		const person = await aServant({ emailConfirmed: false });
		await messagesFor(person.accountId);
		await server.stop();
		for (let minutes = 0; minutes < 20; minutes++) {
			later(minutes * 60_000);
			await send();
		}
		const [waiting] = await messagesFor(person.accountId);
		expect(waiting).toMatchObject({ state: 'waiting', attempts: 0 });
		expect(waiting!.lastError).toMatch(/^E[A-Z]+/);
		await server.start();
		later(30 * 60_000);
		await send();
		expect(server.arrived.map(({ to }) => to)).toEqual([person.email]);
		expect((await messagesFor(person.accountId))[0]).toMatchObject({ state: 'sent', lastError: null });
	});

	it('no link is left open of those that did not leave', async () => {
		const person = await aServant({ emailConfirmed: false });
		await messagesFor(person.accountId);
		await server.stop();
		await send();
		const links = await db().select().from(accountLink).where(eq(accountLink.accountId, person.accountId));
		expect(links.filter(({ usedAt }) => usedAt === null)).toEqual([]);
	});
});

describe('a message that the server refuses', () => {
	it('is tried again with pauses, fails in the end without repeating the address, and can be sent again', async () => {
		const admin = await aStaffMember('admin');
		const person = await aServant({ emailConfirmed: false, email: 'lleno@correo.example' });
		const [queued] = await messagesFor(person.accountId);
		server.refusal = (address) => (address === 'lleno@correo.example' ? 552 : undefined);
		await send();
		await send();
		expect((await messagesFor(person.accountId))[0]).toMatchObject({ state: 'waiting', attempts: 1 });
		for (let attempt = 1; attempt < MOST_REFUSALS; attempt++) {
			later(attempt * 20 * 60_000);
			await send();
		}
		const [failed] = await messagesFor(person.accountId);
		expect(failed).toMatchObject({ state: 'failed', attempts: MOST_REFUSALS });
		expect(failed!.lastError).toBe('EENVELOPE 552');
		server.refusal = () => undefined;
		await resendMessage(admin, queued!.id);
		await send();
		expect(server.arrived.map(({ to }) => to)).toEqual(['lleno@correo.example']);
		expect(await codeOf(resendMessage(admin, queued!.id))).toBe('409 not_failed');
	});

	it('does not hold up those behind it', async () => {
		const refused = await aServant({ emailConfirmed: false });
		const taken = await aServant({ emailConfirmed: false });
		for (const { accountId } of [refused, taken]) await messagesFor(accountId);
		server.refusal = (address) => (address === refused.email ? 450 : undefined);
		await send();
		expect(server.arrived.map(({ to }) => to)).toEqual([taken.email]);
	});
});
