import { authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Actor } from '#lib/audit/audit.ts';
import { dueDate, type BusinessCalendar } from '#lib/institution/calendar.ts';
import { clockAfter, type CalendarChange } from '#lib/institution/calendar-change.ts';
import { holdClock, readClock } from '#lib/institution/calendar-in-force.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { db, inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit, reactTo } from '#lib/platform/events.server.ts';
import { openAppeals, writeDueMove, type AppealRow } from './store.server.ts';

const SYSTEM: Actor = { accountId: null, role: 'system', channel: 'system' };

reactTo('calendar-changed', 'move-appeals', moveAppealDueDates);

/**
 * Moves the open appeals to the calendar in force, reckoned from the day of receipt, so that doing it again moves nothing and
 * taking a change back puts every date back. Appeals are few: one transaction moves all.
 */
export async function moveAppealDueDates(): Promise<void> {
	await inTransaction(async (tx) => {
		const { calendar, version } = await holdClock(tx);
		const moved = movesOf(await openAppeals(tx, { forUpdate: true }), calendar);
		for (const { appeal, dueOn } of moved) await move(tx, appeal, dueOn, version);
	});
}

async function move(tx: Transaction, appeal: AppealRow, dueOn: string, calendarVersion: number) {
	const { id, profileId } = appeal;
	const told = appeal.movedFrom ?? appeal.dueOn;
	await writeDueMove(tx, id, { dueOn, movedFrom: dueOn > told ? told : null });
	await record(tx, SYSTEM, {
		action: 'appeal.move-due-date',
		profileId,
		subject: id,
		details: { calendarVersion, dueOn: { from: appeal.dueOn, to: dueOn } },
	});
	if (dueOn > appeal.dueOn)
		await emit(tx, 'appeal-due-date-moved', { calendarVersion, profileId, appealId: id, dueOn });
}

/** Open appeals that a change of the calendar would move to a later or an earlier day. */
export type AppealMoveCounts = { later: number; earlier: number };

/** Counts what {@link moveAppealDueDates} would move after a change; nothing of it is written. */
export async function previewAppealMoves(
	principal: Principal | null,
	change: CalendarChange,
): Promise<AppealMoveCounts> {
	authorize(principal, 'institution.edit-calendar');
	const { calendar } = clockAfter(await readClock(db()), [change]);
	const moves = movesOf(await openAppeals(db(), { forUpdate: false }), calendar);
	const later = moves.filter(({ appeal, dueOn }) => dueOn > appeal.dueOn).length;
	return { later, earlier: moves.length - later };
}

function movesOf(appeals: readonly AppealRow[], calendar: BusinessCalendar) {
	const { appealAnswer } = institution().settings.deadlines;
	return appeals
		.map((appeal) => ({
			appeal,
			dueOn: dueDate(appeal.receivedOn, appeal.termDays ?? appealAnswer, calendar),
		}))
		.filter(({ appeal, dueOn }) => dueOn !== appeal.dueOn);
}
