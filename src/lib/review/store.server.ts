import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
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
import { EVIDENCE_AS_JSON } from '#lib/evidence/evidence-of-claims.server.ts';
import { viewFrom, type EvidenceFacts } from '#lib/evidence/evidence-view.server.ts';
import type { ReadingState } from '#lib/evidence/reading.ts';
import { evidence } from '#lib/evidence/tables.server.ts';
import { now } from '#lib/platform/clock.ts';
import { preparedStatement, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { personKey } from '#lib/platform/tables.server.ts';
import type { Verdict } from './review.ts';
import { isEarlierReader } from './second-reading/reading-store.server.ts';
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

/** A submission as one reviewer finds it. */
export type FoundCase = {
	submission: typeof submission.$inferSelect;
	/** null while nobody holds it */
	holderName: string | null;
	/** the reviewer declared a conflict of interest towards the person */
	conflict: boolean;
	/** the reviewer decided something in an earlier reading, and others read it again */
	readBefore: boolean;
	/** the key of the person, wrapped; null once it was erased */
	wrappedKey: Buffer | null;
};

/** The submission of a folio, as a reviewer finds it. */
export async function findCase(
	reader: Reader,
	accountId: string,
	folio: string,
): Promise<FoundCase | undefined> {
	const [found] = await caseByFolio(reader).execute({ accountId, folio });
	return found;
}

const caseByFolio = preparedStatement((reader) => {
	const accountId = sql.placeholder('accountId');
	return reader
		.select({
			submission,
			holderName: holderName(),
			conflict: sql<boolean>`exists (
				select from ${conflictOfInterest}
				where ${conflictOfInterest.accountId} = ${accountId}
					and ${conflictOfInterest.profileId} = ${submission.profileId})`,
			readBefore: isEarlierReader(accountId, submission.id),
			wrappedKey: personKey.wrapped,
		})
		.from(submission)
		.leftJoin(account, eq(account.id, submission.holderId))
		.leftJoin(personKey, eq(personKey.profileId, submission.profileId))
		.where(eq(submission.folio, sql.placeholder('folio')))
		.prepare('case_by_folio');
});

/** How a holder is called: staff by the name of their account, others by their profile. */
export function holderName() {
	const names = sql`${profile.givenNames}, ${profile.firstSurname}, ${profile.secondSurname}`;
	const own = sql`select concat_ws(' ', ${names}) from ${profile} where ${profile.id} = ${account.profileId}`;
	return sql<string | null>`coalesce(${account.name}, (${own}))`;
}

/**
 * The claims of a submission with the revision that is looked at, the accepted one that it would replace, if any, and the
 * files frozen in it, in the person's order.
 */
export async function claimsOfCase(reader: Reader, submissionId: string) {
	const rows = await claimsBySubmission(reader).execute({ submissionId });
	return rows.map(({ files, ...row }) => ({ ...row, files: (files ?? []).map(unreadFrom) }));
}

function unreadFrom(facts: EvidenceFacts): EvidenceView & { readingState: ReadingState } {
	return { ...viewFrom(facts), readingState: facts.reading as ReadingState };
}

const claimsBySubmission = preparedStatement((reader) => {
	const replaced = alias(claimRevision, 'replaced');
	const files = reader
		.select({
			json: sql`json_agg(${EVIDENCE_AS_JSON} order by ${revisionEvidence.position}, ${evidence.id})`,
		})
		.from(revisionEvidence)
		.innerJoin(evidence, eq(evidence.id, revisionEvidence.evidenceId))
		.where(eq(revisionEvidence.revisionId, submissionClaim.revisionId));
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
			accepted: { revision: replaced.number, data: replaced.data },
			files: sql<EvidenceFacts[] | null>`(${files})`,
		})
		.from(submissionClaim)
		.innerJoin(claim, eq(claim.id, submissionClaim.claimId))
		.innerJoin(claimRevision, eq(claimRevision.id, submissionClaim.revisionId))
		.leftJoin(
			replaced,
			and(eq(replaced.id, claim.acceptedRevisionId), ne(replaced.id, submissionClaim.revisionId)),
		)
		.where(eq(submissionClaim.submissionId, sql.placeholder('submissionId')))
		.orderBy(claim.createdAt, claim.id)
		.prepare('claims_of_case');
});

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
