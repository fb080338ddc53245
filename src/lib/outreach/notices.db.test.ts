import { describe, expect, it } from 'vitest';
import { readOwnAccount } from '#lib/accounts/read-own-account.server.ts';
import { setDigest } from '#lib/accounts/set-digest.server.ts';
import { askAppeal } from '#lib/appeal/ask-appeal.server.ts';
import { submitCedula } from '#lib/cedula/submit-cedula.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { formatDateLong } from '#lib/institution/plain-date.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { runPeriodic } from '#lib/platform/jobs.server.ts';
import { returnSubmission } from '#lib/review/return-submission.server.ts';
import { eq } from 'drizzle-orm';
import { aDecidedCase, aRatedServant, aSubmission } from '../../../tests/support/cases.ts';
import { aServant, aStaffMember } from '../../../tests/support/factories.ts';
import { mailFor, messagesFor } from '../../../tests/support/outbox.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';

useTestDatabase();

const OBSERVED = { verdict: 'observed', reason: 'illegible' };
const at = (time: string) => setClock(() => new Date(`${time}:00Z`));
const about = async (accountId: string) =>
	(await messagesFor(accountId))
		.map(({ template }) => template)
		.filter((template) => ['submission-received', 'needs-you', 'rated'].includes(template));

describe('what a person is told of their cédula', () => {
	it('that it was received, with folio and date of the answer', async () => {
		const { servant, folio, dueOn } = await aSubmission();
		expect(await about(servant.accountId)).toEqual(['submission-received']);
		const mail = await mailFor(servant.accountId, 'submission-received');
		expect(mail).toMatchObject({ to: servant.email, subject: expect.stringContaining(folio) });
		expect(mail?.body).toContain(formatDateLong(dueOn));
	});

	it('that it needs them, with the last day to answer', async () => {
		const { servant, reviewer, folio } = await aDecidedCase(undefined, OBSERVED);
		const { correctBy } = await returnSubmission(reviewer, folio);
		expect(await about(servant.accountId)).toEqual(['submission-received', 'needs-you']);
		const mail = await mailFor(servant.accountId, 'needs-you');
		expect(mail?.body).toContain(formatDateLong(correctBy));
		expect(mail?.body).toContain('tiene una observación');
		expect(mail?.body).toMatch(/\/cedula\/observaciones$/m);
	});

	it('that it still waits for them, half way and two business days before the end, each once', async () => {
		at('2026-06-16T18:00');
		const { servant, reviewer, folio } = await aDecidedCase(undefined, OBSERVED);
		await returnSubmission(reviewer, folio);
		const remindersBy = async (time: string) => {
			at(time);
			await runPeriodic('remind-correction');
			await runPeriodic('remind-correction');
			const sent = await messagesFor(servant.accountId);
			return sent.filter(({ template }) => template === 'needs-you-reminder').length;
		};
		expect(await remindersBy('2026-06-22T18:00')).toBe(0);
		expect(await remindersBy('2026-06-23T13:59')).toBe(0);
		expect(await remindersBy('2026-06-23T14:00')).toBe(1);
		expect(await remindersBy('2026-06-25T18:00')).toBe(1);
		expect(await remindersBy('2026-06-26T18:00')).toBe(2);
		expect(await remindersBy('2026-06-30T18:00')).toBe(2);
		const mail = await mailFor(servant.accountId, 'needs-you-reminder');
		expect(mail?.body).toContain('Hoy es el último día para responder.');
		expect(mail?.body).toContain('30 de junio de 2026');
		at('2026-07-01T18:00');
		await runPeriodic('close-correction-periods');
		expect(await mailFor(servant.accountId, 'needs-you-reminder')).toBeNull();
	});

	it('nothing of observations that they answered before the message left', async () => {
		const { servant, reviewer, folio } = await aDecidedCase(undefined, OBSERVED);
		await returnSubmission(reviewer, folio);
		await messagesFor(servant.accountId);
		await db().update(submission).set({ state: 'received' }).where(eq(submission.folio, folio));
		expect(await mailFor(servant.accountId, 'needs-you')).toBeNull();
	});

	it('that it was rated, where to see it and until when to ask for a review', async () => {
		const { servant, folio } = await aRatedServant();
		expect(await about(servant.accountId)).toEqual(['submission-received', 'rated']);
		const mail = await mailFor(servant.accountId, 'rated');
		expect(mail?.subject).toContain(folio);
		expect(mail?.body).toMatch(/\/mi\/ponderacion$/m);
	});
});

describe('the digest of those who review', () => {
	const digestsOf = async (accountId: string) => {
		await runPeriodic('send-digests');
		await runPeriodic('send-digests');
		const sent = await messagesFor(accountId);
		return sent.filter(({ template }) => template === 'reviewer-digest').length;
	};

	it('comes once on the morning of each business day, counts and nothing personal', async () => {
		at('2026-07-06T18:00');
		const { reviewer, folio, servant } = await aDecidedCase(undefined, OBSERVED);
		await returnSubmission(reviewer, folio);
		await submitCedula(servant, { truthDeclared: true });
		at('2026-07-10T18:00');
		expect(await digestsOf(reviewer.accountId)).toBe(0);
		at('2026-07-11T15:00');
		expect(await digestsOf(reviewer.accountId)).toBe(0);
		at('2026-07-13T14:00');
		expect(await digestsOf(reviewer.accountId)).toBe(1);
		const mail = await mailFor(reviewer.accountId, 'reviewer-digest');
		expect(mail?.body).toMatch(/^Hay .*que vence.* hoy.* una que regresó con respuesta para usted/m);
		expect(mail?.body).toMatch(/\/validacion$/m);
		expect(mail?.body).not.toMatch(/Itzel|Xochihua|SHM-/);
		at('2026-07-14T14:00');
		expect(await digestsOf(reviewer.accountId)).toBe(2);
		expect((await mailFor(reviewer.accountId, 'reviewer-digest'))?.body).toMatch(/vencida/);
	});

	it('is not sent a day late, nor to whoever switched it off', async () => {
		at('2026-07-15T14:00');
		const reviewer = await aStaffMember('reviewer');
		expect(await digestsOf(reviewer.accountId)).toBe(1);
		at('2026-07-16T01:00');
		expect(await mailFor(reviewer.accountId, 'reviewer-digest')).not.toBeNull();
		at('2026-07-16T14:00');
		expect(await mailFor(reviewer.accountId, 'reviewer-digest')).toBeNull();
		await setDigest(reviewer, { digest: false });
		expect((await readOwnAccount(reviewer)).digest).toBe(false);
		expect(await digestsOf(reviewer.accountId)).toBe(1);
	});

	it('is not written when nothing waits', async () => {
		const { reviewer, servant } = await aRatedServant();
		await db().update(submission).set({ state: 'withdrawn' });
		at('2026-07-17T14:00');
		expect(await digestsOf(reviewer.accountId)).toBe(0);
		await askAppeal(servant, { reasons: { A1: 'El título dice licenciatura.' } });
		expect(await digestsOf(reviewer.accountId)).toBe(0);
		const another = await aStaffMember('reviewer');
		expect(await digestsOf(another.accountId)).toBe(1);
		const mail = await mailFor(another.accountId, 'reviewer-digest');
		expect(mail?.body).toContain('Hay una aclaración por responder.');
		expect(mail?.body).toMatch(/\/validacion\/aclaraciones$/m);
	});

	it('can be switched by those who get it only', async () => {
		expect(await codeOf(setDigest(await aServant(), { digest: true }))).toBe('403 not_allowed');
		expect(await codeOf(setDigest(null, { digest: true }))).toBe('401 unauthenticated');
	});
});
