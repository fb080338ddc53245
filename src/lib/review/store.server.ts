import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import { account, profile } from '#lib/accounts/tables.server.ts';
import type { ClaimDecision } from '#lib/cedula/submission.ts';
import {
	claim,
	claimRevision,
	revisionEvidence,
	submission,
	submissionClaim,
} from '#lib/cedula/tables.server.ts';
import type { EvidenceView } from '#lib/evidence/evidence.ts';
import { viewOf } from '#lib/evidence/evidence-view.server.ts';
import type { ReadingState } from '#lib/evidence/reading.ts';
import { evidence } from '#lib/evidence/tables.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import type { Verdict } from './review.ts';
import { conflictOfInterest, verdict } from './tables.server.ts';

/** A claim as it stands in the newest submission that holds it. */
export type ClaimUnderReview = {
	claimId: string;
	submissionId: string;
	folio: string;
	profileId: string;
	kind: string;
	revisionId: string;
	/** number of the revision that is looked at */
	revision: number;
	state: ClaimDecision;
	reason: string | null;
	note: string | null;
};

/** The claim in the newest submission that holds it, if it was ever sent. */
export async function findClaimUnderReview(
	reader: Reader,
	claimId: string,
): Promise<ClaimUnderReview | undefined> {
	const [found] = await reader
		.select({
			claimId: submissionClaim.claimId,
			submissionId: submission.id,
			folio: submission.folio,
			profileId: submission.profileId,
			kind: claimRevision.kind,
			revisionId: submissionClaim.revisionId,
			revision: claimRevision.number,
			state: sql<ClaimDecision>`${submissionClaim.state}`,
			reason: submissionClaim.reason,
			note: submissionClaim.note,
		})
		.from(submissionClaim)
		.innerJoin(submission, eq(submission.id, submissionClaim.submissionId))
		.innerJoin(claimRevision, eq(claimRevision.id, submissionClaim.revisionId))
		.where(eq(submissionClaim.claimId, claimId))
		.orderBy(desc(submission.submittedAt), desc(submission.id))
		.limit(1);
	return found;
}

/** Appends a verdict, or that it was taken back; earlier ones on the same claim stay as they were given. */
export async function insertVerdict(
	tx: Transaction,
	given: {
		submissionId: string;
		claimId: string;
		revisionId: string;
		profileId: string;
		verdict: Verdict | 'taken_back';
		reason: string | null;
		note: string | null;
		accountId: string;
		channel: string;
		/** null outside of a reading: when an appeal is answered */
		reading: 1 | 2 | 3 | null;
	},
): Promise<void> {
	const { submissionId, claimId, revisionId, profileId, reason, note, accountId, channel, reading } = given;
	const row = {
		submissionId,
		claimId,
		revisionId,
		profileId,
		verdict: given.verdict,
		reason,
		note,
		accountId,
		channel,
		reading,
	};
	await tx.insert(verdict).values({ id: newId(), ...row, decidedAt: now() });
}

/** Declares a conflict of interest; once is enough. */
export async function insertConflict(tx: Transaction, accountId: string, profileId: string): Promise<void> {
	await tx
		.insert(conflictOfInterest)
		.values({ accountId, profileId, declaredAt: now() })
		.onConflictDoNothing();
}

/** Whether a reviewer declared a conflict of interest towards a person. */
export async function hasConflict(reader: Reader, accountId: string, profileId: string): Promise<boolean> {
	const found = await reader
		.select({ accountId: conflictOfInterest.accountId })
		.from(conflictOfInterest)
		.where(and(eq(conflictOfInterest.accountId, accountId), eq(conflictOfInterest.profileId, profileId)));
	return found.length > 0;
}

/** A submission with the name of its holder. */
export async function findCase(reader: Reader, folio: string) {
	const [found] = await reader
		.select({ submission, holderName: holderName() })
		.from(submission)
		.leftJoin(account, eq(account.id, submission.holderId))
		.where(eq(submission.folio, folio));
	return found;
}

/** How a holder is called: staff by the name of their account, others by their profile. */
export function holderName() {
	const names = sql`${profile.givenNames}, ${profile.firstSurname}, ${profile.secondSurname}`;
	const own = sql`select concat_ws(' ', ${names}) from ${profile} where ${profile.id} = ${account.profileId}`;
	return sql<string | null>`coalesce(${account.name}, (${own}))`;
}

/** The claims of a submission with the revision that is looked at, and the accepted one that it would replace. */
export async function claimsOfCase(reader: Reader, submissionId: string) {
	return reader
		.select({
			id: submissionClaim.claimId,
			kind: claimRevision.kind,
			data: claimRevision.data,
			revision: claimRevision.number,
			revisionId: submissionClaim.revisionId,
			state: sql<ClaimDecision>`${submissionClaim.state}`,
			reason: submissionClaim.reason,
			note: submissionClaim.note,
			acceptedRevisionId: claim.acceptedRevisionId,
		})
		.from(submissionClaim)
		.innerJoin(claim, eq(claim.id, submissionClaim.claimId))
		.innerJoin(claimRevision, eq(claimRevision.id, submissionClaim.revisionId))
		.where(eq(submissionClaim.submissionId, submissionId))
		.orderBy(claim.createdAt, claim.id);
}

/** Which revision of each claim of a submission is looked at, and how it stands. */
export function standingOfClaims(reader: Reader, submissionId: string) {
	return reader
		.select({
			id: submissionClaim.claimId,
			revision: claimRevision.number,
			state: sql<ClaimDecision>`${submissionClaim.state}`,
		})
		.from(submissionClaim)
		.innerJoin(claimRevision, eq(claimRevision.id, submissionClaim.revisionId))
		.where(eq(submissionClaim.submissionId, submissionId));
}

/** The decided claims of a rated submission, without what the person took out of the cédula since. */
export async function settledClaims(reader: Reader, submissionId: string) {
	return reader
		.select({
			id: submissionClaim.claimId,
			kind: claimRevision.kind,
			revision: claimRevision.number,
			revisionId: submissionClaim.revisionId,
			state: sql<'accepted' | 'rejected'>`${submissionClaim.state}`,
		})
		.from(submissionClaim)
		.innerJoin(claim, eq(claim.id, submissionClaim.claimId))
		.innerJoin(claimRevision, eq(claimRevision.id, submissionClaim.revisionId))
		.where(
			and(
				eq(submissionClaim.submissionId, submissionId),
				inArray(submissionClaim.state, ['accepted', 'rejected']),
				ne(claim.state, 'withdrawn'),
			),
		)
		.orderBy(claim.createdAt, claim.id);
}

/** Revisions by id. */
export async function revisionsById(reader: Reader, ids: string[]) {
	if (ids.length === 0) return new Map<string, { revision: number; data: Record<string, unknown> }>();
	const rows = await reader
		.select({ id: claimRevision.id, revision: claimRevision.number, data: claimRevision.data })
		.from(claimRevision)
		.where(inArray(claimRevision.id, ids));
	return new Map(rows.map(({ id, revision, data }) => [id, { revision, data }]));
}

/** A file with how its reading stands. */
type UnreadEvidence = EvidenceView & { readingState: ReadingState };

/** Files frozen in revisions, by revision id, in the person's order. */
export async function evidenceOfRevisions(
	reader: Reader,
	revisionIds: string[],
): Promise<Map<string, UnreadEvidence[]>> {
	const byRevision = new Map<string, UnreadEvidence[]>(revisionIds.map((id) => [id, []]));
	if (revisionIds.length === 0) return byRevision;
	const rows = await reader
		.select({ revisionId: revisionEvidence.revisionId, file: evidence })
		.from(revisionEvidence)
		.innerJoin(evidence, eq(evidence.id, revisionEvidence.evidenceId))
		.where(inArray(revisionEvidence.revisionId, revisionIds))
		.orderBy(revisionEvidence.position, evidence.id);
	for (const { revisionId, file } of rows)
		byRevision.get(revisionId)?.push({ ...viewOf(file), readingState: file.reading as ReadingState });
	return byRevision;
}
