import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { preparedStatement, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import type { Answers } from './answers.ts';
import type { ClaimKind } from './claims.ts';
import { claim, claimRevision, revisionEvidence, submissionClaim } from './tables.server.ts';

/** A claim that counts for the rating, as it was accepted. */
export type AcceptedClaimRow = {
	id: string;
	kind: ClaimKind;
	data: Answers;
	revisionId: string;
	evidenceIds: string[];
};

/**
 * Makes the decisions of a submission final, when its dictamen is issued: what was accepted counts from now on,
 * in place of its older revision; what was rejected leaves the older one counting.
 * A claim that has an unsent change stays a draft for the person.
 */
export async function settleClaims(tx: Transaction, submissionId: string): Promise<void> {
	await tx
		.update(claim)
		.set({
			state: sql`case when ${claim.draft} is null then ${submissionClaim.state} else 'draft' end`,
			acceptedRevisionId: sql`case when ${submissionClaim.state} = 'accepted'
				then ${submissionClaim.revisionId} else ${claim.acceptedRevisionId} end`,
		})
		.from(submissionClaim)
		.where(
			and(
				eq(submissionClaim.submissionId, submissionId),
				eq(submissionClaim.claimId, claim.id),
				inArray(submissionClaim.state, ['accepted', 'rejected']),
				ne(claim.state, 'withdrawn'),
			),
		);
}

/** Everything of a person that counts now: the newest accepted revision of each claim that was not withdrawn. */
export async function acceptedClaims(reader: Reader, profileId: string): Promise<AcceptedClaimRow[]> {
	const rows = await acceptedByProfile(reader).execute({ profileId });
	return rows.map((row) => ({ ...row, kind: row.kind as ClaimKind }));
}

const acceptedByProfile = preparedStatement((reader) => {
	const files = reader
		.select({ id: revisionEvidence.evidenceId })
		.from(revisionEvidence)
		.where(eq(revisionEvidence.revisionId, claimRevision.id))
		.orderBy(revisionEvidence.position);
	return reader
		.select({
			id: claim.id,
			kind: claim.kind,
			data: claimRevision.data,
			revisionId: claimRevision.id,
			evidenceIds: sql<string[]>`array(${files})`,
		})
		.from(claim)
		.innerJoin(claimRevision, eq(claimRevision.id, claim.acceptedRevisionId))
		.where(and(eq(claim.profileId, sql.placeholder('profileId')), ne(claim.state, 'withdrawn')))
		.orderBy(claim.createdAt, claim.id)
		.prepare('accepted_claims');
});
