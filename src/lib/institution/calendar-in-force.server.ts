import { asc, max, sql, type SQL } from 'drizzle-orm';
import {
	db,
	isDatabaseAway,
	preparedStatement,
	type Reader,
	type Transaction,
} from '#lib/platform/database.server.ts';
import { log } from '#lib/platform/log.server.ts';
import { clockAfter, type BusinessClock, type CalendarChange } from './calendar-change.ts';
import { institutionOfFolder, putClockInForce } from './load-institution.server.ts';
import { calendarChange } from './tables.server.ts';

/** The clock in force and the number of the change that made it; 0: nobody changed the folder's. */
export type ClockInForce = BusinessClock & { version: number };

/** Key of the advisory lock that orders changes of the calendar and what is counted with it. */
const CALENDAR_LOCK = 7_201_119;
/** What pages show may be so far behind a change that another process saved. */
const FOLLOW_MS = 2_000;

let followed: ClockInForce | undefined;

/**
 * The clock to write a deadline with: nobody changes the calendar until the transaction ends, so a change finds every
 * deadline that was counted before it.
 */
export async function holdClock(tx: Transaction): Promise<ClockInForce> {
	return afterLock(tx, sql`select pg_advisory_xact_lock_shared(${CALENDAR_LOCK})`);
}

/** The clock to change: waits until what is being counted with it has ended, and lets nobody else until the transaction ends. */
export async function lockClock(tx: Transaction): Promise<ClockInForce> {
	return afterLock(tx, sql`select pg_advisory_xact_lock(${CALENDAR_LOCK})`);
}

/** Both statements travel together; the second begins, and sees what is there, when the first has the lock. */
async function afterLock(tx: Transaction, lock: SQL): Promise<ClockInForce> {
	const [, clock] = await Promise.all([tx.execute(lock), readClock(tx)]);
	return clock;
}

/** The clock in force now, which this process shows from now on. */
export async function readClock(reader: Reader): Promise<ClockInForce> {
	const [last] = await lastVersion(reader).execute();
	const version = last?.version ?? 0;
	if (version === (followed?.version ?? 0)) return followed ?? { ...clockOfFolder(), version };
	const changes = await calendarChanges(reader);
	const clock = {
		...clockAfter(
			clockOfFolder(),
			changes.map(({ change }) => change),
		),
		version: changes.length,
	};
	if (clock.version > (followed?.version ?? 0)) {
		followed = clock;
		putClockInForce(clock);
	}
	return clock;
}

const lastVersion = preparedStatement((reader) =>
	reader
		.select({ version: max(calendarChange.version) })
		.from(calendarChange)
		.prepare('calendar_last_version'),
);

/** The number of the change that this process shows. */
export function calendarVersion(): number {
	return followed?.version ?? 0;
}

/** Everything that administrators changed, the oldest first. */
export function calendarChanges(reader: Reader) {
	return reader.select().from(calendarChange).orderBy(asc(calendarChange.version));
}

/** The clock as it was after one of the changes, 0: before all of them; what the process counts with stays. */
export async function clockOfVersion(reader: Reader, version: number): Promise<ClockInForce> {
	const changes = (await calendarChanges(reader)).filter((saved) => saved.version <= version);
	return {
		...clockAfter(
			clockOfFolder(),
			changes.map(({ change }) => change),
		),
		version,
	};
}

/** Keeps a change as the one after `version`, in a transaction that holds {@link lockClock}. */
export async function appendCalendarChange(
	tx: Transaction,
	row: { version: number; change: CalendarChange; savedBy: string; savedAt: Date },
): Promise<void> {
	await tx.insert(calendarChange).values(row);
}

/** Follows what other processes change, from now on. @returns what ends it */
export async function followCalendar(): Promise<() => void> {
	await readClock(db());
	const timer = setInterval(() => void catchUp(), FOLLOW_MS);
	timer.unref();
	return () => clearInterval(timer);
}

/** Counts with the folder's calendar again, as if nothing had been followed: for a process that moves to another database (tests). */
export function forgetCalendar(): void {
	followed = undefined;
	putClockInForce(null);
}

async function catchUp(): Promise<void> {
	try {
		await readClock(db());
	} catch (error) {
		if (!isDatabaseAway(error)) log.error({ err: error }, 'the calendar could not be read');
	}
}

function clockOfFolder(): BusinessClock {
	const { calendar, settings } = institutionOfFolder();
	return { calendar, cutOff: settings.deadlines.cutOff };
}
