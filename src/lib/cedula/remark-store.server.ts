import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import { preparedStatement, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import type { RemarkOutcome } from './remarks.ts';
import { remark } from './tables.server.ts';

export type RemarkRow = typeof remark.$inferSelect;

/** What is observed, as the reviewer left it. */
type Observed = Pick<RemarkRow, 'claimId' | 'reason' | 'note'>;

/** Writes what a submission was returned for. */
export async function insertRemarks(
	tx: Transaction,
	about: Pick<RemarkRow, 'submissionId' | 'profileId'>,
	observed: readonly Observed[],
): Promise<void> {
	if (observed.length === 0) return;
	const returnedAt = now();
	await tx.insert(remark).values(observed.map((each) => ({ id: newId(), ...about, ...each, returnedAt })));
}

/** The remarks of a submission that wait for an answer. */
export function openRemarks(reader: Reader, submissionId: string) {
	return reader
		.select()
		.from(remark)
		.where(and(eq(remark.submissionId, submissionId), isNull(remark.closedAt)));
}

/** The remarks of a submission that were answered or left, oldest first. */
export function closedRemarks(reader: Reader, submissionId: string) {
	return closedBySubmission(reader).execute({ submissionId });
}

const closedBySubmission = preparedStatement((reader) =>
	reader
		.select()
		.from(remark)
		.where(and(eq(remark.submissionId, sql.placeholder('submissionId')), isNotNull(remark.closedAt)))
		.orderBy(asc(remark.returnedAt), asc(remark.id))
		.prepare('closed_remarks'),
);

/** Keeps what the person writes to the reviewer, sealed; null takes it back. */
export async function writeReply(tx: Transaction, id: string, reply: Buffer | null): Promise<void> {
	await tx.update(remark).set({ reply }).where(eq(remark.id, id));
}

/** Closes every open remark of a submission, each with what became of it. */
export async function closeRemarks(
	tx: Transaction,
	submissionId: string,
	outcomeOf: (claimId: string | null) => RemarkOutcome,
): Promise<void> {
	const open = await openRemarks(tx, submissionId);
	const closedAt = now();
	for (const [outcome, rows] of Map.groupBy(open, ({ claimId }) => outcomeOf(claimId))) {
		const ids = rows.map(({ id }) => id);
		await tx.update(remark).set({ closedAt, outcome }).where(inArray(remark.id, ids));
	}
}
