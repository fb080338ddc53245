import { and, eq } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/database.server.ts';
import type { ClaimDecision } from './submission.ts';
import { submissionClaim } from './tables.server.ts';

/** A decision of the reviewer, as it stands beside the claim until another one replaces it; `submitted` takes it back. */
export type Decision = {
	state: Exclude<ClaimDecision, 'withdrawn'>;
	/** key of the catalogue `reasons`; null when accepted */
	reason: string | null;
	note: string | null;
};

/** Writes how a claim stands inside a submission; what the person sees changes only when it is returned or rated. */
export async function decideClaim(
	tx: Transaction,
	submissionId: string,
	claimId: string,
	decision: Decision,
): Promise<void> {
	await tx
		.update(submissionClaim)
		.set(decision)
		.where(and(eq(submissionClaim.submissionId, submissionId), eq(submissionClaim.claimId, claimId)));
}
