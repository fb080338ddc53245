import { sql, type SQL } from 'drizzle-orm';
import type { BusinessCalendar } from '#lib/institution/calendar.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { reckonCorrectBy, reckonDueOn, termDaysOf, type Term } from './due-date.ts';
import { submission } from './tables.server.ts';

/** Open submissions whose dates follow from the same facts: thousands of cases are a few hundred of these. */
export type TermGroup = Term & { pausedOn: PlainDate | null; correctBy: PlainDate | null; cases: number };

/** A group that gets other dates. */
export type DueMove = TermGroup & { newDueOn: PlainDate; newCorrectBy: PlainDate | null };

/** One case of a move. */
export type MovedCase = {
	id: string;
	profileId: string;
	folio: string;
	state: string;
	dueOn: PlainDate;
	newDueOn: PlainDate;
	correctBy: PlainDate | null;
	newCorrectBy: PlainDate | null;
};

/** Written as literals: the planner sees that the partial index of open submissions serves. */
const OPEN = sql`state in ('received', 'in_review', 'needs_you')`;

/** Open submissions by what their dates follow from. */
async function termGroups(reader: Reader, which: SQL = sql``): Promise<TermGroup[]> {
	const { rows } = await reader.execute<TermGroup>(sql`
		select received_on::text as "receivedOn", due_on::text as "dueOn", term_days as "termDays", pauses,
			paused_on::text as "pausedOn", correct_by::text as "correctBy", count(*)::int as cases
		from ${submission} where ${OPEN} ${which}
		group by received_on, due_on, term_days, pauses, paused_on, correct_by`);
	return rows;
}

/**
 * Which open submissions stand with other dates than a calendar gives them.
 * @param counted the calendar with which terms that were not kept are told from their due date
 * @param correctionDays business days that a person has to answer
 */
export async function findDueMoves(
	reader: Reader,
	calendar: BusinessCalendar,
	counted: BusinessCalendar,
	correctionDays: number,
): Promise<DueMove[]> {
	const groups = await termGroups(reader);
	return groups.flatMap((group) => {
		const { pausedOn, correctBy } = group;
		const newDueOn = reckonDueOn({ ...group, termDays: termDaysOf(group, counted) }, calendar);
		const newCorrectBy =
			pausedOn && correctBy ? reckonCorrectBy({ pausedOn, correctBy }, correctionDays, calendar) : correctBy;
		const moves = newDueOn !== group.dueOn || newCorrectBy !== correctBy;
		return moves ? [{ ...group, newDueOn, newCorrectBy }] : [];
	});
}

/** Cases of moves by their present due date. */
export async function listMovedCases(
	reader: Reader,
	moves: readonly DueMove[],
	{ limit, offset }: { limit: number; offset: number },
): Promise<MovedCase[]> {
	const { rows } = await reader.execute<MovedCase>(sql`
		select s.id, s.profile_id as "profileId", s.folio, s.state, s.due_on::text as "dueOn",
			m.new_due_on::text as "newDueOn", s.correct_by::text as "correctBy", m.new_correct_by::text as "newCorrectBy"
		from ${submission} s join ${asRows(moves)} on ${IS_OF_MOVE}
		where ${OPEN}
		order by s.due_on, s.id limit ${limit} offset ${offset}`);
	return rows;
}

/**
 * Writes the new dates of at most `limit` cases of the moves. A case whose dates changed meanwhile is left alone, and so is
 * one that somebody is writing just now: its turn comes later.
 */
export async function writeDueMoves(
	tx: Transaction,
	moves: readonly DueMove[],
	limit: number,
): Promise<MovedCase[]> {
	const { rows } = await tx.execute<MovedCase>(sql`
		with picked as (
			select s.id, s.due_on, s.correct_by, coalesce(s.moved_from, s.due_on) as told, m.new_due_on, m.new_correct_by,
				coalesce(s.correct_moved_from, s.correct_by) as correct_told
			from ${submission} s join ${asRows(moves)} on ${IS_OF_MOVE}
			where ${OPEN}
			limit ${limit} for update of s skip locked)
		update ${submission} u set due_on = p.new_due_on, correct_by = p.new_correct_by,
			moved_from = case when p.new_due_on > p.told then p.told end,
			correct_moved_from = case when p.new_correct_by > p.correct_told then p.correct_told end
		from picked p where u.id = p.id
		returning u.id, u.profile_id as "profileId", u.folio, u.state, p.due_on::text as "dueOn",
			u.due_on::text as "newDueOn", p.correct_by::text as "correctBy", u.correct_by::text as "newCorrectBy"`);
	return rows;
}

/** Terms of open submissions from before they were kept, as their due dates tell them by the calendar that they were counted with. */
export async function findTermsToKeep(
	reader: Reader,
	calendar: BusinessCalendar,
): Promise<(TermGroup & { days: number })[]> {
	const groups = await termGroups(reader, sql`and term_days is null`);
	return groups.map((group) => ({ ...group, days: termDaysOf(group, calendar) }));
}

/** Writes the terms of at most `limit` submissions. @returns how many */
export async function writeTermDays(
	tx: Transaction,
	terms: readonly (TermGroup & { days: number })[],
	limit: number,
): Promise<number> {
	const rows = terms.map((term) => ({ ...asColumns(term), days: term.days }));
	const { rowCount } = await tx.execute(sql`
		with picked as (
			select s.id, m.days
			from ${submission} s join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(received_on date, due_on date,
				term_days int, pauses jsonb, paused_on date, correct_by date, days int) on ${IS_OF_MOVE}
			where ${OPEN} limit ${limit} for update of s skip locked)
		update ${submission} u set term_days = p.days from picked p where u.id = p.id`);
	return rowCount ?? 0;
}

const IS_OF_MOVE = sql`s.received_on = m.received_on and s.due_on = m.due_on and s.pauses = m.pauses
	and s.term_days is not distinct from m.term_days and s.paused_on is not distinct from m.paused_on
	and s.correct_by is not distinct from m.correct_by`;

function asRows(moves: readonly DueMove[]): SQL {
	const rows = moves.map((move) => ({
		...asColumns(move),
		new_due_on: move.newDueOn,
		new_correct_by: move.newCorrectBy,
	}));
	return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(received_on date, due_on date, term_days int,
		pauses jsonb, paused_on date, correct_by date, new_due_on date, new_correct_by date)`;
}

function asColumns({ receivedOn, dueOn, termDays, pauses, pausedOn, correctBy }: TermGroup) {
	return {
		received_on: receivedOn,
		due_on: dueOn,
		term_days: termDays,
		pauses,
		paused_on: pausedOn,
		correct_by: correctBy,
	};
}
