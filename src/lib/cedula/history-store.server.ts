import { and, asc, desc, eq, gt, inArray, isNotNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Reader } from '#lib/platform/database.server.ts';
import { claim, claimRevision, submission, submissionClaim } from './tables.server.ts';

/** The submissions of a person, newest first. @param before the last one of the page before */
export function submissionsOf(reader: Reader, profileId: string, before: string | undefined, limit: number) {
	const last = and(eq(submission.id, before ?? ''), eq(submission.profileId, profileId));
	const at = sql`(select ${submission.submittedAt} from ${submission} where ${last})`;
	return reader
		.select({
			id: submission.id,
			folio: submission.folio,
			state: submission.state,
			submittedAt: submission.submittedAt,
			decidedAt: submission.decidedAt,
		})
		.from(submission)
		.where(and(eq(submission.profileId, profileId), before ? olderThan(at, before) : undefined))
		.orderBy(desc(submission.submittedAt), desc(submission.id))
		.limit(limit);
}

function olderThan(at: SQL, id: string): SQL | undefined {
	const { submittedAt } = submission;
	return or(lt(submittedAt, at), and(eq(submittedAt, at), lt(submission.id, id)));
}

/** The claims of a person that were ever sent, also those taken out since; oldest first. @param after the last one of the page before */
export function sentClaimsOf(reader: Reader, profileId: string, after: string | undefined, limit: number) {
	const last = and(eq(claim.id, after ?? ''), eq(claim.profileId, profileId));
	const at = sql`(select ${claim.createdAt} from ${claim} where ${last})`;
	const later = or(gt(claim.createdAt, at), and(eq(claim.createdAt, at), gt(claim.id, after ?? '')));
	const sent = and(eq(claim.profileId, profileId), isNotNull(claim.sentRevisionId));
	return reader
		.select()
		.from(claim)
		.where(and(sent, after ? later : undefined))
		.orderBy(asc(claim.createdAt), asc(claim.id))
		.limit(limit);
}

/** The newest revisions of claims, newest first, at most `limit` of each, with how many there are and how each stands. */
export async function newestRevisions(reader: Reader, claimIds: string[], limit: number) {
	if (claimIds.length === 0) return [];
	const ofClaim = sql`partition by ${claimRevision.claimId}`;
	const ranked = reader
		.select({
			id: claimRevision.id,
			claimId: claimRevision.claimId,
			number: claimRevision.number,
			data: claimRevision.data,
			createdAt: claimRevision.createdAt,
			rank: sql<number>`row_number() over (${ofClaim} order by ${claimRevision.number} desc)`.as('rank'),
			count: sql<number>`count(*) over (${ofClaim})`.mapWith(Number).as('count'),
		})
		.from(claimRevision)
		.where(inArray(claimRevision.claimId, claimIds))
		.as('ranked');
	return reader
		.select()
		.from(ranked)
		.where(sql`${ranked.rank} <= ${limit}`)
		.orderBy(desc(ranked.number));
}

/** How revisions stand in the submissions that they are looked at in, newest submission first. */
export async function decisionsOn(reader: Reader, revisionIds: string[]) {
	if (revisionIds.length === 0) return [];
	return reader
		.select({
			revisionId: submissionClaim.revisionId,
			decision: submissionClaim.state,
			state: submission.state,
			folio: submission.folio,
		})
		.from(submissionClaim)
		.innerJoin(submission, eq(submission.id, submissionClaim.submissionId))
		.where(inArray(submissionClaim.revisionId, revisionIds))
		.orderBy(desc(submission.submittedAt), desc(submission.id));
}
