import { z } from 'zod';
import { authorize, type Principal } from '#lib/access/access.ts';
import { clockAfter, type CalendarChange } from '#lib/institution/calendar-change.ts';
import { readClock } from '#lib/institution/calendar-in-force.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { askedChange, seenVersion } from './change-calendar.server.ts';
import { findDueMoves, listMovedCases, type DueMove, type MovedCase } from './due-moves-store.server.ts';
import { listCalendarChanges, type SavedCalendarChange } from './read-calendar.server.ts';

/** Open cases that a change would move: all, to a later or an earlier due date, those that would be overdue at once, and people who get longer to answer. */
export type MoveCounts = { cases: number; later: number; earlier: number; overdue: number; answers: number };

/** What a change would do; nothing of it is written. */
export type CalendarPreview = {
	/** to confirm with */
	version: number;
	change: CalendarChange;
	counts: MoveCounts;
	items: Omit<MovedCase, 'id' | 'profileId'>[];
	/** of the list, from 1 */
	page: number;
	more: boolean;
	/** what others changed since the form was opened */
	meanwhile: SavedCalendarChange[];
};

const PAGE_SIZE = 50;
const pageOf = z.object({
	page: z.coerce
		.number()
		.int()
		.min(1, 'Esa página no existe.')
		.max(10_000, 'Esa página no existe.')
		.default(1),
});

/**
 * Tells which open cases would get another date, a page at a time. It shows folios and dates and nothing personal.
 * @param input the fields of the change, `version` on which it was decided, `page`
 * @throws Refusal invalid
 */
export async function previewCalendarChange(
	principal: Principal | null,
	input: unknown,
): Promise<CalendarPreview> {
	authorize(principal, 'institution.edit-calendar');
	const { version: seen } = parse(seenVersion, input);
	const { page } = parse(pageOf, input);
	const before = await readClock(db());
	const change = askedChange(input, before);
	const after = clockAfter(before, [change]);
	const days = institution().settings.deadlines.correction;
	const moves = await findDueMoves(db(), after.calendar, before.calendar, days);
	const rows =
		moves.length === 0
			? []
			: await listMovedCases(db(), moves, { limit: PAGE_SIZE + 1, offset: (page - 1) * PAGE_SIZE });
	const history = before.version > seen ? await listCalendarChanges(db()) : [];
	return {
		version: before.version,
		change,
		counts: countMoves(moves, today()),
		items: rows.slice(0, PAGE_SIZE).map(({ id: _, profileId: __, ...row }) => row),
		page,
		more: rows.length > PAGE_SIZE,
		meanwhile: history.filter(({ version }) => version > seen),
	};
}

function countMoves(moves: readonly DueMove[], day: PlainDate): MoveCounts {
	const casesWhere = (holds: (move: DueMove) => boolean) =>
		moves.reduce((sum, move) => sum + (holds(move) ? move.cases : 0), 0);
	return {
		cases: casesWhere(() => true),
		later: casesWhere(({ dueOn, newDueOn }) => newDueOn > dueOn),
		earlier: casesWhere(({ dueOn, newDueOn }) => newDueOn < dueOn),
		overdue: casesWhere(({ dueOn, newDueOn, pausedOn }) => !pausedOn && dueOn >= day && newDueOn < day),
		answers: casesWhere(({ correctBy, newCorrectBy }) => correctBy !== newCorrectBy),
	};
}
