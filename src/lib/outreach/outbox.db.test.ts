import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { confirmEmail } from '#lib/accounts/confirm-email.server.ts';
import { inviteStaff } from '#lib/accounts/invite-staff.server.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { runPeriodic } from '#lib/platform/jobs.server.ts';
import { expectDoor } from '../../../tests/support/access.ts';
import { aServant, aStaffMember, aVisitor } from '../../../tests/support/factories.ts';
import { messagesFor, tokenIn } from '../../../tests/support/outbox.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { listDemoMail } from './demo-mail.server.ts';
import { openMessage } from './open-message.server.ts';
import { queueMail } from './queue-mail.server.ts';
import { readOutbox } from './read-outbox.server.ts';
import { resendMessage } from './resend-message.server.ts';
import { readServiceStatus } from './service-status.server.ts';
import { newId } from '#lib/platform/ids.ts';

useTestDatabase();

describe('without a mail server', () => {
	it('messages wait untouched, and the administrator is told how many', async () => {
		const admin = await aStaffMember('admin');
		const before = await readServiceStatus(admin);
		const person = await aServant({ emailConfirmed: false });
		await messagesFor(person.accountId);
		await runPeriodic('send-mail');
		const [message] = await messagesFor(person.accountId);
		expect(message).toMatchObject({ state: 'waiting', attempts: 0, lastError: null });
		const status = await readServiceStatus(admin);
		expect(status.mail).toEqual({
			server: false,
			demo: false,
			waiting: before.mail.waiting + 1,
			failed: 0,
		});
	});

	it('an administrator opens a confirmation at the desk; it works, and the person sees that it was opened', async () => {
		const admin = await aStaffMember('admin');
		const person = await aServant({ emailConfirmed: false });
		const [message] = await messagesFor(person.accountId);
		const opened = await openMessage(admin, message!.id);
		expect(opened.to).toBe(person.email);
		await confirmEmail(aVisitor(), tokenIn(opened));
		const deeds = await db().select().from(auditEntry).where(eq(auditEntry.profileId, person.profileId));
		const reading = deeds.find(({ action }) => action === 'outreach.open-message');
		expect(reading).toMatchObject({ actorId: admin.accountId, purpose: expect.stringMatching(/ventanilla/) });
		expect(await codeOf(openMessage(admin, message!.id))).toBe('409 not_needed');
	});

	it('an administrator opens an invitation', async () => {
		const admin = await aStaffMember('admin');
		const invitation = { email: 'nueva@instituto.example', name: 'Nueva', roles: ['reviewer'] };
		const { accountId } = await inviteStaff(admin, invitation);
		const [message] = await messagesFor(accountId);
		expect((await openMessage(admin, message!.id)).body).toContain('/invitacion/');
	});

	it('nobody opens the recovery of a password', async () => {
		const admin = await aStaffMember('admin');
		const person = await aServant();
		const request = { template: 'recover-password', accountId: person.accountId, cause: newId() } as const;
		await queueMail(db(), request);
		const message = (await messagesFor(person.accountId)).find(
			({ template }) => template === 'recover-password',
		);
		expect(await codeOf(openMessage(admin, message!.id))).toBe('404 not_found');
	});
});

describe('the outbox', () => {
	it('is read in pages, the newest first, with masked addresses', async () => {
		const admin = await aStaffMember('admin');
		const person = await aServant();
		for (let number = 0; number < 60; number++) {
			const cause = `page-${number}`;
			await queueMail(db(), { template: 'password-changed', accountId: person.accountId, cause });
		}
		const first = await readOutbox(admin, { template: 'password-changed', email: person.email });
		expect(first.messages).toHaveLength(50);
		expect(first.messages.every(({ to }) => !to.includes(person.email))).toBe(true);
		const asked = { template: 'password-changed', email: person.email, before: first.next! };
		const second = await readOutbox(admin, asked);
		expect(second).toMatchObject({ next: null });
		const ids = [...first.messages, ...second.messages].map(({ id }) => id);
		expect(new Set(ids).size).toBe(60);
		expect([...ids].sort().reverse()).toEqual(ids);
	});

	it('is narrowed by state, and a search by address is recorded', async () => {
		const admin = await aStaffMember('admin');
		const { messages } = await readOutbox(admin, { state: 'sent', email: 'nadie@correo.example' });
		expect(messages).toEqual([]);
		const deeds = await db().select().from(auditEntry).where(eq(auditEntry.actorId, admin.accountId));
		expect(deeds.map(({ action }) => action)).toEqual(['outreach.search-outbox']);
	});

	it('ignores filters that make no sense', async () => {
		const admin = await aStaffMember('admin');
		await expect(
			readOutbox(admin, { state: 'x', template: 'y', before: "'; drop table" }),
		).resolves.toHaveProperty('messages');
	});
});

describe('who may', () => {
	it('read and open messages: administrators', async () => {
		await expectDoor('outreach.read-outbox', ['admin'], (principal) => readOutbox(principal, {}));
		await expectDoor('outreach.read-outbox', ['admin'], (principal) => openMessage(principal, newId()));
		await expectDoor('outreach.read-outbox', ['admin'], (principal) => resendMessage(principal, newId()));
	});

	it('see how the service stands: administrators', async () => {
		await expectDoor('institution.status', ['admin'], readServiceStatus);
	});

	it('read the mail of a demonstration: nobody outside of one', async () => {
		expect(await codeOf(listDemoMail())).toBe('404 not_found');
	});
});
