import { asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { isBusinessDay } from '#lib/institution/calendar.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { calendarChange } from '#lib/institution/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import {
	admin,
	change,
	datesOf,
	NOON,
	startWithFolderCalendar,
	suspension,
	takingBack,
} from '../../../tests/support/calendar-changes.ts';
import { aCompleteCedula, aSubmission as sent, returned } from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { mailFor, messagesFor } from '../../../tests/support/outbox.ts';
import { aSubmission } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { changeCalendar } from './change-calendar.server.ts';
import { closeCorrectionPeriods } from './close-correction-periods.server.ts';
import { getCedula } from './get-cedula.server.ts';
import { previewCalendarChange } from './preview-calendar-change.server.ts';
import { readCalendar } from './read-calendar.server.ts';
import { submitCedula } from './submit-cedula.server.ts';
import { submission } from './tables.server.ts';

const place = useTestDatabase();
beforeEach(() => startWithFolderCalendar(place.url));

const at = (instant: string) => setClock(() => new Date(instant));

describe('a day off that an administrator adds', () => {
	it('moves the due date of an open case', async () => {
		const { folio } = await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24', termDays: 5 });
		expect(await change(suspension('2026-11-23'))).toEqual({ version: 1, moved: 1, waiting: 0 });
		expect((await datesOf(folio)).dueOn).toBe('2026-11-25');
	});

	it('keeps the day that was told while the date is later, and tells once whoever it moved later', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		const { folio } = await sent(servant);
		const shown = async () => {
			const { submission: present } = await getCedula(servant);
			return [present!.movedFrom, present!.dueOn];
		};
		await change(suspension('2026-11-23'));
		expect(await shown()).toEqual(['2026-11-25', '2026-11-26']);
		const told = async () =>
			(await messagesFor(servant.accountId)).filter(({ template }) => template === 'due-date-moved').length;
		expect(await told()).toBe(1);
		at('2026-11-18T18:01:00Z');
		await change(suspension('2026-11-24'));
		expect(await shown()).toEqual(['2026-11-25', '2026-11-27']);
		expect(await told()).toBe(2);
		const mail = await mailFor(servant.accountId, 'due-date-moved');
		expect(mail).toMatchObject({ subject: expect.stringContaining(folio) });
		expect(mail?.body).toContain('viernes 27 de noviembre de 2026');
		await change(takingBack('2026-11-23', '2026-11-24'));
		expect(await shown()).toEqual([null, '2026-11-25']);
		expect(await told()).toBe(2);
		expect(await mailFor(servant.accountId, 'due-date-moved')).toBeNull();
	});

	it('counts for what comes from then on', async () => {
		await change(suspension('2026-11-23'));
		const servant = await aServant();
		await aCompleteCedula(servant);
		expect(await submitCedula(servant, { truthDeclared: true })).toMatchObject({ dueOn: '2026-11-26' });
	});

	it('counts in this process at once, and is told of the day', async () => {
		await change(suspension('2026-11-23'));
		expect(isBusinessDay('2026-11-23', institution().calendar)).toBe(false);
		expect((await readCalendar(admin)).changes).toMatchObject([
			{ version: 1, change: { what: 'add', date: '2026-11-23' }, savedAt: NOON },
		]);
	});

	it('leaves alone what is decided or withdrawn, and what the day does not touch', async () => {
		const untouched = [
			await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24', state: 'rated' }),
			await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24', state: 'withdrawn' }),
			await aSubmission({ receivedOn: '2026-11-09', dueOn: '2026-11-17' }),
		];
		const before = await Promise.all(untouched.map(({ folio }) => datesOf(folio)));
		expect((await change(suspension('2026-11-23'))).moved).toBe(0);
		const after = await Promise.all(untouched.map(({ folio }) => datesOf(folio)));
		expect(after.map(({ dueOn }) => dueOn)).toEqual(before.map(({ dueOn }) => dueOn));
	});

	it('taken back, leaves every date as it was', async () => {
		const { folio } = await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24' });
		await change(suspension('2026-11-20', '2026-11-27'));
		expect((await datesOf(folio)).dueOn).toBe('2026-12-02');
		await change(takingBack('2026-11-20', '2026-11-27'));
		expect((await datesOf(folio)).dueOn).toBe('2026-11-24');
	});

	it('gives a person who has to answer more days, and never fewer', async () => {
		const { folio } = await aSubmission({
			state: 'needs_you',
			receivedOn: '2026-11-09',
			dueOn: '2026-11-17',
			pausedOn: '2026-11-12',
			correctBy: '2026-11-27',
		});
		await change(suspension('2026-11-23'));
		const longer = { correctBy: '2026-11-30', correctMovedFrom: '2026-11-27', dueOn: '2026-11-17' };
		expect(await datesOf(folio)).toMatchObject(longer);
		await change(takingBack('2026-11-23'));
		expect(await datesOf(folio)).toMatchObject(longer);
	});

	it('inside a pause that is over moves nothing', async () => {
		const { folio } = await aSubmission({
			receivedOn: '2026-11-09',
			dueOn: '2026-11-23',
			termDays: 5,
			pauses: [{ from: '2026-11-10', to: '2026-11-17' }],
		});
		expect((await change(suspension('2026-11-12'))).moved).toBe(0);
		expect((await datesOf(folio)).dueOn).toBe('2026-11-23');
	});

	it('is on record with the dates that it moved', async () => {
		const { folio, profileId } = await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24' });
		await change(suspension('2026-11-23'));
		const entries = await db()
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.actorId, admin.accountId))
			.orderBy(asc(auditEntry.id));
		expect(entries.slice(-2)).toMatchObject([
			{
				action: 'cedula.move-due-date',
				profileId,
				subject: folio,
				details: { dueOn: { from: '2026-11-24', to: '2026-11-25' } },
			},
			{ action: 'institution.change-calendar', subject: '1', details: { moved: 1, waiting: 0 } },
		]);
	});
});

describe('the preview of a change', () => {
	it('tells the cases that it moves, and writes nothing', async () => {
		const later = await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24' });
		await aSubmission({ receivedOn: '2026-11-09', dueOn: '2026-11-17' });
		const preview = await previewCalendarChange(admin, { ...suspension('2026-11-23'), version: 0 });
		expect(preview).toMatchObject({
			version: 0,
			counts: { cases: 1, later: 1, earlier: 0, overdue: 0, answers: 0 },
			items: [{ folio: later.folio, dueOn: '2026-11-24', newDueOn: '2026-11-25' }],
			more: false,
			meanwhile: [],
		});
		expect((await datesOf(later.folio)).dueOn).toBe('2026-11-24');
		expect(await db().select().from(calendarChange)).toEqual([]);
	});

	it('says which cases would be overdue at once', async () => {
		await change(suspension('2026-11-17'));
		await aSubmission({ receivedOn: '2026-11-10', dueOn: '2026-11-19' });
		setClock(() => new Date('2026-11-19T18:00:00Z'));
		const { counts } = await previewCalendarChange(admin, { ...takingBack('2026-11-17'), version: 1 });
		expect(counts).toMatchObject({ cases: 1, earlier: 1, overdue: 1 });
	});

	it('is the same as what the change then does, page by page', async () => {
		for (let n = 0; n < 53; n++)
			await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24', claims: [] });
		const asked = { ...suspension('2026-11-20'), version: 0 };
		const pages = [1, 2].map((page) => previewCalendarChange(admin, { ...asked, page }));
		const [first, second] = await Promise.all(pages);
		expect([first!.items.length, first!.more, second!.items.length, second!.more]).toEqual([
			50,
			true,
			3,
			false,
		]);
		const told = [...first!.items, ...second!.items].map(({ folio, newDueOn }) => `${folio} ${newDueOn}`);
		await changeCalendar(admin, asked);
		const rows = await db().select().from(submission);
		expect(told.sort()).toEqual(rows.map(({ folio, dueOn }) => `${folio} ${dueOn}`).sort());
	});

	it('of an hour moves nothing: what was received stays received', async () => {
		await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24' });
		const { counts } = await previewCalendarChange(admin, { what: 'cut-off', cutOff: '12:00', version: 0 });
		expect(counts.cases).toBe(0);
	});
});

describe('the cut-off hour', () => {
	it('holds for what comes from then on', async () => {
		await change({ what: 'cut-off', cutOff: '11:59' });
		const servant = await aServant();
		await aCompleteCedula(servant);
		const { folio } = await submitCedula(servant, { truthDeclared: true });
		expect(await datesOf(folio)).toMatchObject({
			receivedOn: '2026-11-19',
			dueOn: '2026-11-26',
			termDays: 5,
		});
	});
});

describe('a year', () => {
	it('without calendar begins provisional with the days that the law gives it, and can be made official', async () => {
		await change({ what: 'year', year: '2029', status: 'provisional', source: 'LFT, art. 74' });
		const { calendar } = institution();
		expect(calendar.years.get(2029)).toEqual({ status: 'provisional', source: 'LFT, art. 74' });
		expect([...calendar.daysOff.keys()].filter((day) => day.startsWith('2029'))).toHaveLength(10);
		await change({ what: 'year', year: '2029', status: 'published', source: 'Gaceta' });
		expect(institution().calendar.years.get(2029)).toEqual({ status: 'published', source: 'Gaceta' });
	});
});

describe('a whole case', () => {
	it('returned, with a suspension in the pause and one after it, ends on the day that a fresh count gives', async () => {
		at('2026-11-09T18:00:00Z');
		const servant = await aServant();
		const [claim] = await aCompleteCedula(servant);
		const { folio } = await sent(servant);
		expect((await datesOf(folio)).dueOn).toBe('2026-11-17');
		at('2026-11-10T18:00:00Z');
		await returned(folio, [claim!.id]);
		expect((await datesOf(folio)).correctBy).toBe('2026-11-25');
		at('2026-11-11T18:00:00Z');
		await change(suspension('2026-11-12', '2026-11-13'));
		expect(await datesOf(folio)).toMatchObject({ correctBy: '2026-11-27', dueOn: '2026-11-19' });
		const { submission: shown } = await getCedula(servant);
		expect(shown).toMatchObject({ correctBy: '2026-11-27', correctMovedFrom: '2026-11-25' });
		const mail = await mailFor(servant.accountId, 'due-date-moved');
		expect(mail?.body).toContain('hasta el viernes 27 de noviembre de 2026');
		expect(mail?.body).toMatch(/\/cedula\/observaciones$/m);
		await change(takingBack('2026-11-12', '2026-11-13'));
		const moves = (await messagesFor(servant.accountId)).filter(
			({ template }) => template === 'due-date-moved',
		);
		expect(moves).toHaveLength(1);
		await change(suspension('2026-11-12', '2026-11-13'));
		at('2026-11-18T18:00:00Z');
		await submitCedula(servant, { truthDeclared: true });
		expect(await datesOf(folio)).toMatchObject({
			state: 'received',
			dueOn: '2026-11-24',
			correctMovedFrom: null,
			pauses: [{ from: '2026-11-10', to: '2026-11-18' }],
		});
		await change(suspension('2026-11-20'));
		expect((await datesOf(folio)).dueOn).toBe('2026-11-25');
	});

	it('whose period to answer was moved is not closed on the old day', async () => {
		at('2026-11-09T18:00:00Z');
		const servant = await aServant();
		const [claim] = await aCompleteCedula(servant);
		const { folio } = await sent(servant);
		await returned(folio, [claim!.id]);
		await change(suspension('2026-11-12'));
		at('2026-11-25T18:00:00Z');
		await closeCorrectionPeriods();
		expect((await datesOf(folio)).state).toBe('needs_you');
		at('2026-11-26T18:00:00Z');
		await closeCorrectionPeriods();
		expect((await datesOf(folio)).state).toBe('received');
	});
});
