import { setTimeout as pause } from 'node:timers/promises';
import { recordAll } from '#lib/audit/record.server.ts';
import type { Actor } from '#lib/audit/audit.ts';
import type { BusinessCalendar } from '#lib/institution/calendar.ts';
import { holdClock, type ClockInForce } from '#lib/institution/calendar-in-force.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { defineJob } from '#lib/platform/jobs.server.ts';
import {
	findDueMoves,
	findTermsToKeep,
	writeDueMoves,
	writeTermDays,
	type DueMove,
	type MovedCase,
} from './due-moves-store.server.ts';

/** Cases that move with the change itself; and then, one transaction after the other, so that nobody waits long for a case. */
const AT_ONCE = 500;
/** Terms to keep are written without more ado. */
const TERMS_AT_ONCE = 5_000;
/** Before looking again for a case that somebody was writing. */
const PATIENCE_MS = 500;

const SYSTEM: Actor = { accountId: null, role: 'system', channel: 'system' };

const moveDueDates = defineJob<{ version: number }>({ name: 'move-due-dates', run: moveTheRest });

/**
 * Keeps the terms of submissions from before they were kept; to be done while the calendar that they were counted with is in
 * force.
 */
export async function keepTermDays(): Promise<void> {
	let waiting = true;
	while (waiting) {
		waiting = await inTransaction(async (tx) => {
			const terms = await findTermsToKeep(tx, (await holdClock(tx)).calendar);
			if (terms.length > 0 && (await writeTermDays(tx, terms, TERMS_AT_ONCE)) === 0) await pause(PATIENCE_MS);
			return terms.length > 0;
		});
	}
}

/**
 * Moves open cases to the dates of a calendar that was just changed: some at once, the others in a job.
 * @returns how many were moved at once, and how many the job has to move
 */
export async function moveToCalendar(
	tx: Transaction,
	actor: Actor,
	before: BusinessCalendar,
	after: ClockInForce,
): Promise<{ moved: number; waiting: number }> {
	const moves = await findDueMoves(tx, after.calendar, before, correctionDays());
	const cases = moves.reduce((sum, move) => sum + move.cases, 0);
	const written = moves.length === 0 ? [] : await writeDueMoves(tx, moves, AT_ONCE);
	await tellMoves(tx, actor, written, after.version);
	if (cases > written.length) await moveDueDates.enqueue(tx, { version: after.version });
	return { moved: written.length, waiting: cases - written.length };
}

type Plan = { version: number; moves: DueMove[] };

/**
 * Moves what is left to the calendar in force, whoever changed it last, part by part. What moves is looked for again when the
 * calendar changed and when nothing more is found; doing it all again moves nothing.
 */
async function moveTheRest(): Promise<void> {
	let part: { plan: Plan; written: number } | undefined;
	do {
		const known = part?.written === AT_ONCE ? part.plan : undefined;
		part = await inTransaction((tx) => movePart(tx, known));
		if (part.written === 0 && part.plan.moves.length > 0) await pause(PATIENCE_MS);
	} while (part.plan.moves.length > 0);
}

async function movePart(tx: Transaction, plan: Plan | undefined): Promise<{ plan: Plan; written: number }> {
	const { calendar, version } = await holdClock(tx);
	const present =
		plan?.version === version
			? plan
			: { version, moves: await findDueMoves(tx, calendar, calendar, correctionDays()) };
	const written = present.moves.length === 0 ? [] : await writeDueMoves(tx, present.moves, AT_ONCE);
	await tellMoves(tx, SYSTEM, written, version);
	return { plan: present, written: written.length };
}

function correctionDays(): number {
	return institution().settings.deadlines.correction;
}

/**
 * Leaves each move in the audit, and tells those that came to a later day than they were promised: the answer of the
 * institution or, while that waits for the person, the last day of theirs.
 */
async function tellMoves(
	tx: Transaction,
	actor: Actor,
	moved: MovedCase[],
	calendarVersion: number,
): Promise<void> {
	await recordMoves(tx, actor, moved, calendarVersion);
	const moves = moved.flatMap((each) => {
		const later = movedLater(each);
		return later ? [{ submissionId: each.id, profileId: each.profileId, ...later }] : [];
	});
	if (moves.length > 0) await emit(tx, 'due-dates-moved', { calendarVersion, moves });
}

function movedLater({ state, dueOn, newDueOn, correctBy, newCorrectBy }: MovedCase) {
	if (state !== 'needs_you') return newDueOn > dueOn ? { dueOn: newDueOn } : undefined;
	return correctBy && newCorrectBy && newCorrectBy > correctBy ? { correctBy: newCorrectBy } : undefined;
}

function recordMoves(
	tx: Transaction,
	actor: Actor,
	moved: MovedCase[],
	calendarVersion: number,
): Promise<void> {
	return recordAll(
		tx,
		actor,
		moved.map(({ profileId, folio, dueOn, newDueOn, correctBy, newCorrectBy }) => ({
			action: 'cedula.move-due-date',
			profileId,
			subject: folio,
			details: {
				calendarVersion,
				...(dueOn !== newDueOn && { dueOn: { from: dueOn, to: newDueOn } }),
				...(correctBy !== newCorrectBy && { correctBy: { from: correctBy, to: newCorrectBy } }),
			},
		})),
	);
}
