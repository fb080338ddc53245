import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import {
	CalendarChangeRequest,
	changeOf,
	changesNothing,
	clockAfter,
	type BusinessClock,
	type CalendarChange,
} from '#lib/institution/calendar-change.ts';
import {
	appendCalendarChange,
	calendarChanges,
	lockClock,
	readClock,
	type ClockInForce,
} from '#lib/institution/calendar-in-force.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, invalidField } from '#lib/platform/refusal.ts';
import { keepTermDays, moveToCalendar } from './move-due-dates.server.ts';

/** What became of a change: its number, the open cases that moved with it, and those that a job is moving. */
export type CalendarChanged = { version: number; moved: number; waiting: number };

/** The number of the change after which this one was decided. */
export const seenVersion = z.object({ version: z.coerce.number().int().min(0) });

/** The change that a form asks for. @throws Refusal invalid, also when it would leave everything as it is */
export function askedChange(input: unknown, clock: BusinessClock): CalendarChange {
	const change = changeOf(parse(CalendarChangeRequest, input), clock);
	if (changesNothing(clock, change))
		throw invalidField(FIELD[change.what], 'no_change', NO_CHANGE[change.what]);
	return change;
}

const FIELD = { add: 'date', remove: 'date', year: 'status', 'cut-off': 'cutOff' };
const NO_CHANGE = {
	add: 'Todos esos días ya son inhábiles en el calendario. Revise las fechas.',
	remove: 'Ese día ya no está en el calendario. Vuelva a cargar la página.',
	year: 'El calendario de ese año ya está así. Cambie el estado o la fuente.',
	'cut-off': 'Esa ya es la hora de corte. Escriba otra.',
};

/**
 * Changes the business calendar for everybody at once, and moves the open cases whose dates follow from it: up to 500 in the
 * same transaction, the others in a job. The same change sent twice by the same person is one.
 * @param input `version` on which the preview was made, and the fields of the change
 * @throws Refusal invalid · conflict `stale_version` when somebody else changed the calendar since
 */
export async function changeCalendar(principal: Principal | null, input: unknown): Promise<CalendarChanged> {
	const admin = authorize(principal, 'institution.edit-calendar');
	const { version: seen } = parse(seenVersion, input);
	await keepTermDays();
	const changed = await inTransaction(async (tx) => {
		const before = await lockClock(tx);
		const done = await findSame(tx, admin, seen, input);
		if (done) return { version: done, moved: 0, waiting: 0 };
		if (before.version !== seen) throw conflict('stale_version', STALE, { version: before.version });
		return write(tx, admin, before, askedChange(input, before));
	});
	await readClock(db());
	return changed;
}

const STALE =
	'Mientras tanto alguien más cambió el calendario. Revise abajo qué cambió y qué fechas se mueven ahora, y confirme otra vez.';

async function write(tx: Transaction, admin: Principal, before: ClockInForce, change: CalendarChange) {
	const after = { ...clockAfter(before, [change]), version: before.version + 1 };
	const { version } = after;
	await appendCalendarChange(tx, { version, change, savedBy: admin.accountId, savedAt: now() });
	const { moved, waiting } = await moveToCalendar(
		tx,
		actor(admin, 'institution.edit-calendar'),
		before.calendar,
		after,
	);
	await record(tx, actor(admin, 'institution.edit-calendar'), {
		action: 'institution.change-calendar',
		subject: String(version),
		details: { change, moved, waiting },
	});
	await emit(tx, 'calendar-changed', { version });
	return { version, moved, waiting };
}

/** The number of the change that this person saved from the same form a moment ago. */
async function findSame(tx: Transaction, { accountId }: Principal, seen: number, input: unknown) {
	const saved = (await calendarChanges(tx)).find(({ version }) => version === seen + 1);
	if (saved?.savedBy !== accountId) return undefined;
	const { days: _, ...kept } = { days: [], ...saved.change };
	const asked = CalendarChangeRequest.safeParse(input);
	const same = asked.success && sameFields(kept, asked.data);
	return same ? saved.version : undefined;
}

function sameFields(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
	const names = Object.keys(one);
	return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
