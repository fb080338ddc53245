import { inArray } from 'drizzle-orm';
import { authorize, type Principal } from '#lib/access/access.ts';
import { account } from '#lib/accounts/tables.server.ts';
import type { CalendarChange } from '#lib/institution/calendar-change.ts';
import { calendarChanges, readClock, type ClockInForce } from '#lib/institution/calendar-in-force.server.ts';
import { db, type Reader } from '#lib/platform/database.server.ts';

/** A change that somebody saved. */
export type SavedCalendarChange = { version: number; change: CalendarChange; by: string; savedAt: Date };

/** The clock in force and all changes that led to it, the newest first. */
export async function readCalendar(
	principal: Principal | null,
): Promise<{ clock: ClockInForce; changes: SavedCalendarChange[] }> {
	authorize(principal, 'institution.edit-calendar');
	return { clock: await readClock(db()), changes: await listCalendarChanges(db()) };
}

/** What administrators changed of the calendar, the newest first, with whoever did. */
export async function listCalendarChanges(reader: Reader): Promise<SavedCalendarChange[]> {
	const changes = await calendarChanges(reader);
	const authors = [...new Set(changes.map(({ savedBy }) => savedBy))];
	const names = new Map(
		(
			await reader
				.select({ id: account.id, name: account.name })
				.from(account)
				.where(inArray(account.id, authors))
		).map(({ id, name }) => [id, name]),
	);
	return changes.reverse().map(({ version, change, savedBy, savedAt }) => ({
		version,
		change,
		by: names.get(savedBy) ?? 'Otra persona',
		savedAt,
	}));
}
