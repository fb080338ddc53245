import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/database.server.ts';
import { decideClaim, type Decision } from './decide-claim.server.ts';
import { claim, claimRevision, submissionClaim } from './tables.server.ts';

/** A claim of a rated submission, with the revision that was decided. */
export type SettledClaim = { submissionId: string; claimId: string; revisionId: string; revision: number };

/**
 * Changes the decision on a claim after its dictamen, when an appeal is answered: what is accepted now counts unless a later
 * revision was accepted meanwhile; what is rejected now gives way to the revision accepted before it, if there is one.
 * What the person sees of the claim changes only where nothing newer was sent or begun.
 */
export async function reviseClaim(
	tx: Transaction,
	{ submissionId, claimId, revisionId, revision }: SettledClaim,
	decision: Decision & { state: 'accepted' | 'rejected' },
): Promise<void> {
	await decideClaim(tx, submissionId, claimId, decision);
	const accepted = decision.state === 'accepted';
	const before = accepted ? null : await acceptedBefore(tx, claimId, revision);
	const isLater = sql`exists (select from ${claimRevision} where ${claimRevision.id} = ${claim.acceptedRevisionId} and ${claimRevision.number} > ${revision})`;
	const counts = accepted
		? sql`case when ${isLater} then ${claim.acceptedRevisionId} else ${revisionId}::uuid end`
		: sql`case when ${claim.acceptedRevisionId} = ${revisionId} then ${before}::uuid else ${claim.acceptedRevisionId} end`;
	const stands = sql`${claim.state} in ('accepted', 'rejected') and ${claim.sentRevisionId} = ${revisionId}`;
	await tx
		.update(claim)
		.set({
			acceptedRevisionId: counts,
			state: sql`case when ${stands} then ${decision.state} else ${claim.state} end`,
		})
		.where(eq(claim.id, claimId));
}

/** The newest earlier revision that was accepted and never rejected afterwards. */
async function acceptedBefore(tx: Transaction, claimId: string, revision: number): Promise<string | null> {
	const [found] = await tx
		.select({ id: claimRevision.id })
		.from(claimRevision)
		.innerJoin(submissionClaim, eq(submissionClaim.revisionId, claimRevision.id))
		.where(
			and(
				eq(claimRevision.claimId, claimId),
				lt(claimRevision.number, revision),
				eq(submissionClaim.state, 'accepted'),
			),
		)
		.orderBy(desc(claimRevision.number))
		.limit(1);
	return found?.id ?? null;
}
