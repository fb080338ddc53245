import { and, asc, eq, lt, sql } from 'drizzle-orm';
import type { Reader } from '#lib/platform/database.server.ts';
import type { ReadingState } from './reading.ts';
import { evidence } from './tables.server.ts';

/** Counts one more attempt to read a file that is still to be read. @returns how many there were; nothing when it is not */
export async function beginReading(writer: Reader, id: string): Promise<number | undefined> {
	const [row] = await writer
		.update(evidence)
		.set({ readingAttempts: sql`${evidence.readingAttempts} + 1` })
		.where(and(eq(evidence.id, id), isUnread()))
		.returning({ attempts: evidence.readingAttempts });
	return row?.attempts;
}

/** Writes what became of reading a file. @returns false when another worker was first, or it was removed */
export async function settleReading(
	writer: Reader,
	id: string,
	reading: Exclude<ReadingState, 'pending'>,
): Promise<boolean> {
	const changed = await writer
		.update(evidence)
		.set({ reading })
		.where(and(eq(evidence.id, id), isUnread()))
		.returning({ id: evidence.id });
	return changed.length > 0;
}

/** Ids of files that were checked before an instant and are still to be read, the oldest first. */
export async function unreadEvidence(reader: Reader, since: Date, limit: number): Promise<string[]> {
	const rows = await reader
		.select({ id: evidence.id })
		.from(evidence)
		.where(and(isUnread(), lt(evidence.checkedAt, since)))
		.orderBy(asc(evidence.checkedAt))
		.limit(limit);
	return rows.map(({ id }) => id);
}

function isUnread() {
	const { reading, scan, removedAt } = evidence;
	return sql`${reading} = 'pending' and ${scan} in ('clean', 'unscanned') and ${removedAt} is null`;
}
