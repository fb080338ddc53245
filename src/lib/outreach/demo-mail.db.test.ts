import { describe, expect, it } from 'vitest';
import { confirmEmail } from '#lib/accounts/confirm-email.server.ts';
import { runPeriodic } from '#lib/platform/jobs.server.ts';
import { aServant, aVisitor } from '../../../tests/support/factories.ts';
import { messagesFor, tokenIn } from '../../../tests/support/outbox.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { getDemoMail, listDemoMail } from './demo-mail.server.ts';

useTestDatabase({ settings: { SHM_DEMO: '1' } });

describe('the mail of a demonstration', () => {
	it('is kept to be read, and its links work', async () => {
		const person = await aServant({ emailConfirmed: false });
		const [message] = await messagesFor(person.accountId);
		await runPeriodic('send-mail');
		expect((await messagesFor(person.accountId))[0]!.state).toBe('sent');
		const mail = (await listDemoMail()).find(({ to }) => to === person.email);
		expect(mail).toEqual(await getDemoMail(message!.id));
		await expect(confirmEmail(aVisitor(), tokenIn(mail!))).resolves.toBeUndefined();
	});

	it('has no others', async () => {
		expect(await codeOf(getDemoMail('../../../etc/passwd'))).toBe('404 not_found');
		expect(await codeOf(getDemoMail('019b0000-0000-7000-8000-000000000000'))).toBe('404 not_found');
	});
});
