import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { changeCalendar } from '#lib/cedula/change-calendar.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { readClock } from '#lib/institution/calendar-in-force.server.ts';
import { formatDateLong } from '#lib/institution/plain-date.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { getOwnRating } from '#lib/rating/get-own-rating.server.ts';
import { aPrincipal } from '../../../tests/support/access.ts';
import { aRatedServant, aSubmission } from '../../../tests/support/cases.ts';
import { aSubmission as sentCase } from '../../../tests/support/submission-factory.ts';
import { mailFor, messagesFor } from '../../../tests/support/outbox.ts';
import { codeOf, reasonOf, refusalOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { askAppeal } from './ask-appeal.server.ts';
import { getOwnAppeals } from './get-own-appeals.server.ts';
import { previewAskMoves } from './move-ask-by.server.ts';
import { moveAppealDueDates, previewAppealMoves } from './move-appeal-due-dates.server.ts';
import { appeal } from './tables.server.ts';

useTestDatabase();
const REASONS = { reasons: { E1: 'Faltan los meses de 2024.', A1: 'Mi título es de licenciatura.' } };
const at = (instant: string) => setClock(() => new Date(instant));

describe('asking for an appeal', () => {
	it('keeps the reasons, gives it its own due date and leaves the dictamen as it is', async () => {
		at('2026-11-18T18:00:00Z');
		const { servant, folio } = await aRatedServant();
		const before = await getOwnRating(servant);
		at('2026-11-19T18:00:00Z');
		const asked = await askAppeal(servant, REASONS);
		expect(asked).toMatchObject({ folio, state: 'received', dueOn: '2026-11-26', answeredAt: null });
		expect(asked.criteria).toMatchObject([
			{ key: 'E1', reasons: 'Faltan los meses de 2024.', outcome: null },
			{ key: 'A1', title: 'Nivel máximo de estudios', reasons: 'Mi título es de licenciatura.' },
		]);
		expect(await getOwnRating(servant)).toEqual(before);
		const [sent] = await db().select().from(submission).where(eq(submission.folio, folio));
		expect(sent?.state).toBe('rated');
	});

	it('counts as received on the next business day after the hour of closing', async () => {
		at('2026-11-18T18:00:00Z');
		const { servant } = await aRatedServant();
		at('2026-11-20T01:00:00Z');
		expect((await askAppeal(servant, REASONS)).dueOn).toBe('2026-11-27');
	});

	it('is told by mail with folio and date, and is on record', async () => {
		const { servant, folio } = await aRatedServant();
		const asked = await askAppeal(servant, REASONS);
		const mail = await mailFor(servant.accountId, 'appeal-received');
		expect(mail?.subject).toContain(folio);
		expect(mail?.body).toContain(formatDateLong(asked.dueOn));
		expect(mail?.body).not.toMatch(/licenciatura|Xochihua/);
		const [entry] = await db()
			.select()
			.from(auditEntry)
			.where(and(eq(auditEntry.action, 'appeal.ask'), eq(auditEntry.subject, asked.id)));
		expect(entry?.details).toMatchObject({ criteria: ['E1', 'A1'] });
		expect(JSON.stringify(entry?.details)).not.toContain('licenciatura');
	});

	it('keeps the reasons where only the key of the person opens them', async () => {
		const { servant } = await aRatedServant();
		const { id } = await askAppeal(servant, REASONS);
		const [row] = await db().select().from(appeal).where(eq(appeal.id, id));
		expect(row!.reasons.toString('latin1')).not.toContain('licenciatura');
	});

	it('asks once when the same form is sent twice, also at once', async () => {
		const { servant } = await aRatedServant();
		const form = { id: newId(), ...REASONS };
		const [one, two] = await Promise.all([askAppeal(servant, form), askAppeal(servant, form)]);
		expect(one).toEqual(two);
		expect((await getOwnAppeals(servant)).appeals).toHaveLength(1);
	});
});

describe('an appeal is refused', () => {
	it('without reasons, in words, and for a criterion that does not exist', async () => {
		const { servant } = await aRatedServant();
		expect(await codeOf(askAppeal(servant, { reasons: { E1: '  ' } }))).toBe('422 invalid');
		expect((await refusalOf(askAppeal(servant, { reasons: {} }))).message).toMatch(/al menos un criterio/);
		expect(await codeOf(askAppeal(servant, { reasons: { E9: 'No.' } }))).toBe('422 invalid');
		expect(await codeOf(askAppeal(servant, { reasons: { E1: 'x'.repeat(2001) } }))).toBe('422 invalid');
	});

	it('before there is a dictamen', async () => {
		const { servant } = await aSubmission();
		expect(await codeOf(askAppeal(servant, REASONS))).toBe('409 no_rating');
	});

	it('a second time, in words', async () => {
		const { servant } = await aRatedServant();
		await askAppeal(servant, REASONS);
		const refusal = await refusalOf(askAppeal(servant, REASONS));
		expect(refusal.reason).toMatchObject({ code: 'already_asked' });
		expect(refusal.message).toMatch(/solo se pide una vez/);
	});

	it('after the period, with the date; on its last day it is still taken', async () => {
		at('2026-11-18T18:00:00Z');
		const [late, inTime] = [await aRatedServant(), await aRatedServant()];
		expect(await getOwnAppeals(late.servant)).toMatchObject({ askBy: '2026-12-09', obstacle: null });
		at('2026-12-10T05:59:00Z');
		expect(await askAppeal(inTime.servant, REASONS)).toMatchObject({ state: 'received' });
		at('2026-12-10T06:01:00Z');
		expect(await reasonOf(askAppeal(late.servant, REASONS))).toMatchObject({
			code: 'period_over',
			details: { askBy: '2026-12-09' },
		});
		const { message } = await refusalOf(askAppeal(late.servant, REASONS));
		expect(message).toContain('miércoles 9 de diciembre de 2026');
	});
});

describe('a change of the calendar while an appeal waits', () => {
	const admin = aPrincipal('admin');
	const day = { date: '2026-11-24', until: '2026-11-24', name: 'Suspensión de términos' };
	const suspension = { what: 'add', ...day, kind: 'suspension', source: 'Gaceta del Gobierno' } as const;

	it('moves its due date, tells the person once when it comes later, and back without a word', async () => {
		at('2026-11-18T18:00:00Z');
		const { servant } = await aRatedServant();
		at('2026-11-19T18:00:00Z');
		await askAppeal(servant, REASONS);
		const { later, earlier } = await previewAppealMoves(admin, suspension);
		expect({ some: later > 0, earlier }).toEqual({ some: true, earlier: 0 });
		const told = async () =>
			(await messagesFor(servant.accountId)).filter(({ template }) => template === 'due-date-moved').length;
		const shown = async () =>
			(await getOwnAppeals(servant)).appeals.map(({ dueOn, movedFrom }) => [dueOn, movedFrom]);
		await changeCalendar(admin, { ...suspension, version: 0 });
		expect(await told()).toBe(1);
		expect(await shown()).toEqual([['2026-11-27', '2026-11-26']]);
		await moveAppealDueDates();
		expect(await told()).toBe(1);
		const mail = await mailFor(servant.accountId, 'due-date-moved');
		expect(mail?.body).toContain('sobre su aclaración');
		expect(mail?.body).toContain('viernes 27 de noviembre de 2026');
		await changeCalendar(admin, { what: 'remove', ...day, version: 1 });
		expect(await told()).toBe(1);
		expect(await shown()).toEqual([['2026-11-26', null]]);
	});

	it('gives more days to ask for one, and never fewer; whoever has two dates gets one message', async () => {
		at('2026-11-18T18:00:00Z');
		const { servant, folio } = await aRatedServant();
		await sentCase({ profileId: servant.profileId!, folio: 'SHM-2026-700001' });
		const { version } = await readClock(db());
		const askBy = async () => {
			const own = await getOwnAppeals(servant);
			return [own.askBy, own.askMovedFrom];
		};
		expect(await askBy()).toEqual(['2026-12-09', null]);
		expect(await previewAskMoves(admin, suspension)).toBeGreaterThan(0);
		await changeCalendar(admin, { ...suspension, version });
		expect(await askBy()).toEqual(['2026-12-10', '2026-12-09']);
		const moves = async () =>
			(await messagesFor(servant.accountId)).filter(({ template }) => template === 'due-date-moved');
		expect(await moves()).toMatchObject([{ nextAttemptAt: new Date('2026-11-18T18:05:00Z') }]);
		const mail = await mailFor(servant.accountId, 'due-date-moved');
		expect(mail?.subject).toContain(`SHM-2026-700001 y ${folio}`);
		expect(mail?.body).toContain('a más tardar el miércoles 25 de noviembre de 2026');
		expect(mail?.body).toContain('pedir una aclaración hasta el jueves 10 de diciembre de 2026');
		await changeCalendar(admin, { what: 'remove', ...day, version: version + 1 });
		expect(await askBy()).toEqual(['2026-12-10', '2026-12-09']);
		expect(await moves()).toHaveLength(1);
		at('2026-12-10T18:00:00Z');
		expect(await askAppeal(servant, REASONS)).toMatchObject({ state: 'received' });
	});

	it('keeps the last day to ask that was told when a day off is taken back', async () => {
		const { version } = await readClock(db());
		await changeCalendar(admin, { ...suspension, version });
		at('2026-11-18T18:00:00Z');
		const { servant } = await aRatedServant();
		expect(await getOwnAppeals(servant)).toMatchObject({ askBy: '2026-12-10', askMovedFrom: null });
		await changeCalendar(admin, { what: 'remove', ...day, version: version + 1 });
		expect(await getOwnAppeals(servant)).toMatchObject({ askBy: '2026-12-10', askMovedFrom: null });
		const mail = await mailFor(servant.accountId, 'rated');
		expect(mail?.body).toContain('jueves 10 de diciembre de 2026');
	});
});
