import { eq } from 'drizzle-orm';
import { changeCalendar } from '#lib/cedula/change-calendar.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { forgetCalendar, readClock } from '#lib/institution/calendar-in-force.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { aPrincipal } from './access.ts';
import { asOwner } from './database.setup.ts';
import { forgetSubmissions } from './submission-factory.ts';

/** Whoever changes the calendar in these tests. */
export const admin = aPrincipal('admin');

/** A Wednesday, noon in Toluca. */
export const NOON = new Date('2026-11-18T18:00:00Z');

/** At noon, without submissions, on the calendar of the folder. @param databaseUrl of the test database */
export async function startWithFolderCalendar(databaseUrl: string): Promise<void> {
	setClock(() => NOON);
	await forgetSubmissions();
	await asOwner(databaseUrl, ['truncate calendar_change']);
	forgetCalendar();
}

/** Days off to add. */
export const suspension = (date: string, until = date) => ({
	what: 'add',
	date,
	until,
	kind: 'suspension',
	name: 'Suspensión de términos',
	source: 'Gaceta del Gobierno',
});

/** The same days off, to be taken back. */
export const takingBack = (date: string, until = date) => ({
	what: 'remove',
	date,
	until,
	name: 'Suspensión de términos',
});

/** Saves a change after the one that stands. */
export async function change(input: Record<string, unknown>) {
	return changeCalendar(admin, { ...input, version: (await readClock(db())).version });
}

/** The row of a submission, with its dates. */
export async function datesOf(folio: string) {
	const [found] = await db().select().from(submission).where(eq(submission.folio, folio));
	return found!;
}
