import { and, desc, eq, inArray, isNull, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { account } from '#lib/accounts/tables.server.ts';
import { claimRevision, sitting, submission } from '#lib/cedula/tables.server.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { VERDICTS, type Verdict } from '../review.ts';
import { conflictOfInterest, secondReading, verdict } from '../tables.server.ts';

/** A second reading as stored. */
export type ReadingRow = typeof secondReading.$inferSelect;

/** The second reading of a submission, also one that is over. */
export async function findReading(reader: Reader, submissionId: string): Promise<ReadingRow | undefined> {
	const [found] = await reader
		.select()
		.from(secondReading)
		.where(eq(secondReading.submissionId, submissionId));
	return found;
}

/** Keeps that a submission is read again. */
export async function insertReading(
	tx: Transaction,
	row: Pick<ReadingRow, 'submissionId' | 'profileId' | 'firstReaderId' | 'firstReadAt' | 'readerIds'>,
): Promise<void> {
	await tx.insert(secondReading).values(row);
}

/** Changes a reading that goes on; one that is over stays as it ended. */
export async function updateReading(
	tx: Transaction,
	submissionId: string,
	changes: Partial<Omit<ReadingRow, 'submissionId' | 'profileId'>>,
): Promise<void> {
	await tx
		.update(secondReading)
		.set(changes)
		.where(and(eq(secondReading.submissionId, submissionId), isNull(secondReading.endedAt)));
}

/** Whether somebody decided something in an earlier reading of a submission that is being read again, as a column of a larger query. */
export function isEarlierReader(accountId: SQLWrapper, submissionId: SQLWrapper): SQL<boolean> {
	return sql<boolean>`exists (
		select from ${secondReading}
		where ${secondReading.submissionId} = ${submissionId} and ${secondReading.endedAt} is null
			and ${accountId}::uuid = any (${secondReading.readerIds}))`;
}

/** A decision of a reading: the last one on its revision. */
export type ReadingVerdict = {
	reading: number;
	claimId: string;
	revisionId: string;
	revision: number;
	verdict: Verdict;
	reason: string | null;
	note: string | null;
};

/** What the first and the second reading ended in for each revision; what was taken back at the end is none. */
export async function verdictsOfReadings(reader: Reader, submissionId: string): Promise<ReadingVerdict[]> {
	const last = reader
		.selectDistinctOn([verdict.reading, verdict.revisionId], {
			reading: sql<number>`${verdict.reading}`.as('reading'),
			claimId: verdict.claimId,
			revisionId: verdict.revisionId,
			verdict: verdict.verdict,
			reason: verdict.reason,
			note: verdict.note,
		})
		.from(verdict)
		.where(and(eq(verdict.submissionId, submissionId), inArray(verdict.reading, [1, 2])))
		.orderBy(verdict.reading, verdict.revisionId, desc(verdict.decidedAt), desc(verdict.id))
		.as('last');
	const rows = await reader
		.select({
			reading: last.reading,
			claimId: last.claimId,
			revisionId: last.revisionId,
			revision: claimRevision.number,
			verdict: sql<Verdict>`${last.verdict}`,
			reason: last.reason,
			note: last.note,
		})
		.from(last)
		.innerJoin(claimRevision, eq(claimRevision.id, last.revisionId))
		.where(inArray(last.verdict, [...VERDICTS]))
		.orderBy(last.reading, claimRevision.number);
	return rows;
}

/** Who decided something in a reading of a submission. */
export async function decidersOf(tx: Transaction, submissionId: string, reading: number): Promise<string[]> {
	const rows = await tx
		.selectDistinct({ accountId: verdict.accountId })
		.from(verdict)
		.where(and(eq(verdict.submissionId, submissionId), eq(verdict.reading, reading)));
	return rows.flatMap(({ accountId }) => accountId ?? []);
}

/**
 * Accounts that review now: not disabled, with a case open or one left since an instant.
 * @param profileId only those who may review this person: neither the person themselves nor anybody with a conflict of interest
 */
export async function activeReaders(reader: Reader, since: Date, profileId?: string): Promise<string[]> {
	const left = sql`select ${sitting.accountId} from ${sitting} where ${sitting.endedAt} >= ${since.toISOString()}`;
	const holding = sql`select ${submission.holderId} from ${submission} where ${submission.state} = 'in_review'`;
	const conflicts = sql`select from ${conflictOfInterest} where ${conflictOfInterest.accountId} = ${account.id} and ${conflictOfInterest.profileId} = ${profileId}`;
	const rows = await reader
		.select({ id: account.id })
		.from(account)
		.where(
			and(
				isNull(account.disabledAt),
				sql`${account.roles} && array['reviewer', 'admin']`,
				sql`${account.id} in (${left} union ${holding})`,
				profileId === undefined ? undefined : sql`${account.profileId} is distinct from ${profileId}::uuid`,
				profileId === undefined ? undefined : sql`not exists (${conflicts})`,
			),
		);
	return rows.map(({ id }) => id);
}
