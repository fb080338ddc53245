import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { dueDate, isBusinessDay } from '#lib/institution/calendar.ts';
import { forgetCalendar, holdClock } from '#lib/institution/calendar-in-force.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { calendarChange } from '#lib/institution/tables.server.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { aPrincipal } from '../../../tests/support/access.ts';
import {
	admin,
	change,
	datesOf,
	startWithFolderCalendar,
	suspension,
	takingBack,
} from '../../../tests/support/calendar-changes.ts';
import { aCompleteCedula, aSubmission as sent } from '../../../tests/support/cedula-factories.ts';
import { aServant, aStaffMember } from '../../../tests/support/factories.ts';
import { codeOf, refusalOf } from '../../../tests/support/refusals.ts';
import { aSubmission } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { changeCalendar } from './change-calendar.server.ts';
import { previewCalendarChange } from './preview-calendar-change.server.ts';
import { submission } from './tables.server.ts';

const place = useTestDatabase();
beforeEach(() => startWithFolderCalendar(place.url));

describe('two administrators at once', () => {
	it('do not overwrite each other: the second is told and shown what changed', async () => {
		const other = await aStaffMember('admin');
		await changeCalendar(other, { ...suspension('2026-11-23'), version: 0 });
		const late = { ...suspension('2026-11-25'), version: 0 };
		const refusal = await refusalOf(changeCalendar(admin, late));
		expect(refusal.reason).toEqual({ kind: 'conflict', code: 'stale_version', details: { version: 1 } });
		const preview = await previewCalendarChange(admin, late);
		expect(preview).toMatchObject({
			version: 1,
			meanwhile: [{ version: 1, by: other.name, change: { date: '2026-11-23' } }],
		});
		expect(await changeCalendar(admin, { ...late, version: preview.version })).toMatchObject({ version: 2 });
	});

	it('saving in the same moment get one number each, and one of them a refusal', async () => {
		const tries = await Promise.allSettled(
			['2026-11-23', '2026-11-24', '2026-11-25'].map((date) =>
				changeCalendar(aPrincipal('admin'), { ...suspension(date), version: 0 }),
			),
		);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(await db().select().from(calendarChange)).toHaveLength(1);
	});

	it('sending one form twice save one change', async () => {
		const asked = { ...suspension('2026-11-23'), version: 0 };
		const answers = await Promise.all([changeCalendar(admin, asked), changeCalendar(admin, asked)]);
		expect(answers.map(({ version }) => version)).toEqual([1, 1]);
		expect(await db().select().from(calendarChange)).toHaveLength(1);
	});

	it('are refused a change that changes nothing', async () => {
		expect(await codeOf(change(suspension('2026-12-25')))).toBe('422 invalid');
		expect(await codeOf(change(takingBack('2026-11-24')))).toBe('422 invalid');
	});
});

describe('many open cases', () => {
	const MANY = 1_203;

	async function copies(folio: string): Promise<void> {
		await db().execute(sql`
			insert into submission (id, folio, verification_code, profile_id, state, submitted_at, received_on, due_on,
				answers, municipality, claim_count)
			select gen_random_uuid(), 'SHM-2026-9' || lpad(n::text, 5, '0'), 'C' || n, gen_random_uuid(), 'received',
				s.submitted_at, s.received_on, s.due_on, s.answers, s.municipality, s.claim_count
			from submission s, generate_series(2, ${MANY}) n where s.folio = ${folio}`);
	}

	it('move in parts: some at once, the others in a job that can be done again', async () => {
		const { folio } = await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24' });
		await copies(folio);
		const { counts } = await previewCalendarChange(admin, { ...suspension('2026-11-23'), version: 0 });
		expect(counts.cases).toBe(MANY);
		expect(await change(suspension('2026-11-23'))).toEqual({ version: 1, moved: 500, waiting: 703 });
		await drainJobs();
		await drainJobs();
		const moved = await db().select({ dueOn: submission.dueOn }).from(submission).groupBy(submission.dueOn);
		expect(moved).toEqual([{ dueOn: '2026-11-25' }]);
		const entries = await db()
			.select({ n: sql<number>`count(distinct subject)::int` })
			.from(auditEntry)
			.where(eq(auditEntry.action, 'cedula.move-due-date'));
		expect(entries[0]!.n).toBeGreaterThanOrEqual(MANY);
	});

	it('that a job has not reached yet end up right when the calendar changes again', async () => {
		const { folio } = await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24' });
		await copies(folio);
		await change(suspension('2026-11-23'));
		await change(takingBack('2026-11-23'));
		await change(suspension('2026-11-20'));
		await drainJobs();
		const moved = await db().select({ dueOn: submission.dueOn }).from(submission).groupBy(submission.dueOn);
		expect(moved).toEqual([{ dueOn: '2026-11-25' }]);
	});
});

describe('another process', () => {
	it('counts what it writes with a change that it was never told of', async () => {
		await change(suspension('2026-11-23'));
		forgetCalendar();
		expect(isBusinessDay('2026-11-23', institution().calendar)).toBe(true);
		const servant = await aServant();
		await aCompleteCedula(servant);
		expect(await sent(servant)).toMatchObject({ dueOn: '2026-11-26' });
		expect(isBusinessDay('2026-11-23', institution().calendar)).toBe(false);
	});

	it('that is counting a due date makes a change wait, which then finds it', async () => {
		const { folio } = await aSubmission({ receivedOn: '2026-11-10', dueOn: '2026-11-17', termDays: 5 });
		const waits = sql`select 1 from pg_locks where locktype = 'advisory' and not granted`;
		const { changing } = await inTransaction(async (tx) => {
			const { calendar } = await holdClock(tx);
			const begun = change(suspension('2026-11-23'));
			while ((await db().execute(waits)).rowCount === 0);
			const term = { receivedOn: '2026-11-17', dueOn: dueDate('2026-11-17', 5, calendar) };
			await tx.update(submission).set(term).where(eq(submission.folio, folio));
			return { changing: begun };
		});
		expect(await changing).toMatchObject({ moved: 1 });
		expect((await datesOf(folio)).dueOn).toBe('2026-11-25');
	});
});

describe('the application', () => {
	it('cannot rewrite what was changed', async () => {
		await change(suspension('2026-11-23'));
		await expect(db().delete(calendarChange)).rejects.toThrow();
		await expect(db().update(calendarChange).set({ savedBy: admin.accountId })).rejects.toThrow();
	});
});
