import { and, desc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { account } from '#lib/accounts/tables.server.ts';
import { claimRevision, revisionEvidence, submission, submissionClaim } from '#lib/cedula/tables.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db, preparedStatement, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import { conflictOfInterest } from '#lib/review/tables.server.ts';
import { appeal } from './tables.server.ts';

export type AppealRow = typeof appeal.$inferSelect;

/** Who asks for appeals to answer. */
type Asker = { accountId: string; profileId: string | null };

const OPEN = sql`${appeal.state} in ('received', 'in_review')`;

/** Somebody else than the owner, than whoever issued a dictamen of that submission, and without a declared conflict. */
function forAnother({ accountId, profileId }: Asker): SQL {
	const conflicts = sql`select ${conflictOfInterest.profileId} from ${conflictOfInterest} where ${conflictOfInterest.accountId} = ${accountId}`;
	const issued = issuedBy(sql`${accountId}::uuid`);
	return sql`${appeal.profileId} is distinct from ${profileId}::uuid and ${appeal.profileId} <> all (array(${conflicts})) and not exists (${issued})`;
}

/**
 * The dictámenes of the submission that an account signed. Whoever decided a rerating looked at nobody's documents: that
 * concerns only appeals against what followed from it.
 */
function issuedBy(accountId: SQL): SQL {
	return sql`select from ${rating} where ${rating.submissionId} = ${appeal.submissionId}
		and ${rating.issuedById} = ${accountId} and (${rating.reratingId} is null or ${rating.id} = ${appeal.ratingId})`;
}

/** A place in the queue of appeals: after the one with this due date and id. */
export type Place = { dueOn: PlainDate; id: string };

/** Open appeals that the asker may answer, by due date. */
export function queueOfAppeals(asker: Asker, after: Place | null, limit: number) {
	const later = after && sql`(${appeal.dueOn}, ${appeal.id}) > (${after.dueOn}::date, ${after.id}::uuid)`;
	return db()
		.select({
			id: appeal.id,
			folio: submission.folio,
			state: appeal.state,
			askedAt: appeal.askedAt,
			dueOn: appeal.dueOn,
			municipality: submission.municipality,
			criteria: appeal.criteria,
			holderId: appeal.holderId,
			holderName: appeal.holderName,
		})
		.from(appeal)
		.innerJoin(submission, eq(submission.id, appeal.submissionId))
		.where(and(OPEN, forAnother(asker), later ?? undefined))
		.orderBy(appeal.dueOn, appeal.id)
		.limit(limit);
}

/** Appeals that an account has to answer, by due date. */
export function heldAppeals(accountId: string) {
	return db()
		.select({ id: appeal.id, folio: submission.folio, dueOn: appeal.dueOn })
		.from(appeal)
		.innerJoin(submission, eq(submission.id, appeal.submissionId))
		.where(and(sql`${appeal.state} = 'in_review'`, eq(appeal.holderId, accountId)))
		.orderBy(appeal.dueOn, appeal.id);
}

/** How many that queue lists in all. */
export async function countQueueOfAppeals(asker: Asker): Promise<number> {
	const [found] = await db()
		.select({ appeals: sql<number>`count(*)::int` })
		.from(appeal)
		.innerJoin(submission, eq(submission.id, appeal.submissionId))
		.where(and(OPEN, forAnother(asker)));
	return found?.appeals ?? 0;
}

/** Whether the asker may answer an appeal. */
export async function mayAnswer(reader: Reader, asker: Asker, appealId: string): Promise<boolean> {
	const found = await reader
		.select({ id: appeal.id })
		.from(appeal)
		.where(and(eq(appeal.id, appealId), forAnother(asker)));
	return found.length > 0;
}

/** An appeal with the folio of its submission. */
export async function findAppeal(reader: Reader, id: string) {
	const [found] = await reader
		.select({ appeal, folio: submission.folio })
		.from(appeal)
		.innerJoin(submission, eq(submission.id, appeal.submissionId))
		.where(eq(appeal.id, id));
	return found;
}

/** An appeal, kept from changing until the transaction ends. */
export async function lockAppeal(tx: Transaction, id: string): Promise<AppealRow | undefined> {
	const [found] = await tx.select().from(appeal).where(eq(appeal.id, id)).for('update');
	return found;
}

/** The appeals of a person, the newest first. */
export function appealsOf(reader: Reader, profileId: string) {
	return reader
		.select({ appeal, folio: submission.folio })
		.from(appeal)
		.innerJoin(submission, eq(submission.id, appeal.submissionId))
		.where(eq(appeal.profileId, profileId))
		.orderBy(desc(appeal.askedAt), desc(appeal.id));
}

/** How the newest appeal of a person stands, without what was written in it. */
export const newestAppealOf = preparedStatement((reader) =>
	reader
		.select({
			askedAt: appeal.askedAt,
			dueOn: appeal.dueOn,
			movedFrom: appeal.movedFrom,
			answeredAt: appeal.answeredAt,
			answeredBy: appeal.answeredByName,
		})
		.from(appeal)
		.where(eq(appeal.profileId, sql.placeholder('profileId')))
		.orderBy(desc(appeal.askedAt), desc(appeal.id))
		.limit(1)
		.prepare('newest_appeal'),
);

/** Open appeals, kept for this transaction when it is to write them. */
export async function openAppeals(
	reader: Reader,
	{ forUpdate }: { forUpdate: boolean },
): Promise<AppealRow[]> {
	const found = reader.select().from(appeal).where(OPEN).orderBy(appeal.dueOn, appeal.id);
	return forUpdate ? found.for('update') : found;
}

/** Writes to which day the calendar moved an appeal, and which day was told. */
export async function writeDueMove(
	tx: Transaction,
	id: string,
	dates: Pick<AppealRow, 'dueOn' | 'movedFrom'>,
): Promise<void> {
	await tx.update(appeal).set(dates).where(eq(appeal.id, id));
}

/** Writes a new appeal. */
export async function insertAppeal(tx: Transaction, values: typeof appeal.$inferInsert): Promise<void> {
	await tx.insert(appeal).values(values);
}

/** Appeals whose holder gave no sign of life since an instant, kept for this transaction. */
export function findAbandonedAppeals(tx: Transaction, seenBefore: Date, limit: number) {
	return tx
		.select()
		.from(appeal)
		.where(and(sql`${appeal.state} = 'in_review'`, sql`${appeal.holderSeenAt} < ${seenBefore.toISOString()}`))
		.orderBy(appeal.holderSeenAt)
		.limit(limit)
		.for('update', { skipLocked: true });
}

/** Makes every submission of a person wait: a dictamen issued meanwhile would not see the claims decided again. */
export async function lockSubmissions(tx: Transaction, profileId: string): Promise<void> {
	await tx
		.select({ id: submission.id })
		.from(submission)
		.where(eq(submission.profileId, profileId))
		.orderBy(submission.id)
		.for('update');
}

/** Open appeals that nobody of those who work here may answer. @param id only this one, when given */
export async function countWithoutAnyone(reader: Reader, id?: string): Promise<number> {
	const mayReview = sql`${account.roles} && array['reviewer', 'admin', 'expert'] and ${account.passwordHash} is not null and ${account.disabledAt} is null`;
	const another = sql`${account.profileId} is distinct from ${appeal.profileId}`;
	const conflict = sql`select from ${conflictOfInterest} where ${conflictOfInterest.accountId} = ${account.id} and ${conflictOfInterest.profileId} = ${appeal.profileId}`;
	const issued = issuedBy(sql`${account.id}`);
	const somebody = sql`select from ${account} where ${mayReview} and ${another} and not exists (${conflict}) and not exists (${issued})`;
	const [found] = await reader
		.select({ appeals: sql<number>`count(*)::int` })
		.from(appeal)
		.where(and(OPEN, sql`not exists (${somebody})`, id === undefined ? undefined : eq(appeal.id, id)));
	return found?.appeals ?? 0;
}

/** Whether a file was sent with a claim of these kinds in the submission that an appeal is about. */
export async function isFileOfAppeal(
	reader: Reader,
	{ submissionId }: Pick<AppealRow, 'submissionId'>,
	kinds: readonly string[],
	evidenceId: string,
): Promise<boolean> {
	const found = await reader
		.select({ id: revisionEvidence.evidenceId })
		.from(submissionClaim)
		.innerJoin(claimRevision, eq(claimRevision.id, submissionClaim.revisionId))
		.innerJoin(revisionEvidence, eq(revisionEvidence.revisionId, claimRevision.id))
		.where(
			and(
				eq(submissionClaim.submissionId, submissionId),
				inArray(claimRevision.kind, [...kinds]),
				eq(revisionEvidence.evidenceId, evidenceId),
			),
		);
	return found.length > 0;
}

/** Notes a sign of life of whoever holds an appeal. @returns whether that is this account */
export async function seeHolder(reader: Reader, id: string, holderId: string, at: Date): Promise<boolean> {
	const seen = await reader
		.update(appeal)
		.set({ holderSeenAt: at })
		.where(and(eq(appeal.id, id), eq(appeal.holderId, holderId)))
		.returning({ id: appeal.id });
	return seen.length > 0;
}
