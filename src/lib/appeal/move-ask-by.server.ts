import { authorize, type Principal } from '#lib/access/access.ts';
import { recordAll } from '#lib/audit/record.server.ts';
import type { Actor } from '#lib/audit/audit.ts';
import type { BusinessCalendar } from '#lib/institution/calendar.ts';
import { clockAfter, type CalendarChange } from '#lib/institution/calendar-change.ts';
import { clockOfVersion, readClock } from '#lib/institution/calendar-in-force.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { emit, projectOn } from '#lib/platform/events.server.ts';
import { reckonAskBy } from './ask-period.server.ts';
import { findAskGroups, writeAskMoves, type AskMove } from './period-store.server.ts';

const SYSTEM: Actor = { accountId: null, role: 'system', channel: 'system' };

projectOn('calendar-changed', moveAskBy);

/**
 * Keeps, with the change itself, the last day to ask for an appeal of everybody for whom a calendar gives another one: it was
 * told, so it may come later and never earlier. Whoever gets longer is told.
 */
async function moveAskBy(tx: Transaction, { version }: { version: number }): Promise<void> {
	const before = await clockOfVersion(tx, version - 1);
	const after = await clockOfVersion(tx, version);
	const moves = await findAskMoves(tx, before.calendar, after.calendar);
	if (moves.length === 0) return;
	const written = await writeAskMoves(tx, moves, today(), institution().settings.timeZone);
	const later = written.filter(({ told, askBy }) => askBy > told);
	await recordAll(
		tx,
		SYSTEM,
		later.map(({ ratingId, profileId, told, askBy }) => ({
			action: 'appeal.move-ask-by',
			profileId,
			subject: ratingId,
			details: { calendarVersion: version, askBy: { from: told, to: askBy } },
		})),
	);
	if (later.length === 0) return;
	const told = later.map(({ ratingId, profileId, askBy }) => ({ ratingId, profileId, askBy }));
	await emit(tx, 'ask-dates-moved', { calendarVersion: version, moves: told });
}

/** How many people would get longer to ask for an appeal by a change; nothing of it is written. */
export async function previewAskMoves(principal: Principal | null, change: CalendarChange): Promise<number> {
	authorize(principal, 'institution.edit-calendar');
	const before = await readClock(db());
	const moves = await findAskMoves(db(), before.calendar, clockAfter(before, [change]).calendar);
	return moves.reduce((sum, { told, askBy, people }) => sum + (askBy > told ? people : 0), 0);
}

async function findAskMoves(
	reader: Reader,
	before: BusinessCalendar,
	after: BusinessCalendar,
): Promise<AskMove[]> {
	const day = today();
	const groups = await findAskGroups(reader, day, institution().settings.timeZone);
	return groups.flatMap((group) => {
		const told = later(group.kept, reckonAskBy(group.issuedOn, before));
		const reckoned = reckonAskBy(group.issuedOn, after);
		const askBy = later(told, reckoned);
		const changes = askBy > told || (reckoned < told && group.kept === null);
		return changes && askBy >= day ? [{ ...group, told, askBy }] : [];
	});
}

function later(one: PlainDate | null, other: PlainDate): PlainDate {
	return one !== null && one > other ? one : other;
}
