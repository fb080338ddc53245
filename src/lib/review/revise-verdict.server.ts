import type { Principal } from '#lib/access/access.ts';
import { reviseClaim } from '#lib/cedula/revise-claim.server.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { insertVerdict, settledClaims } from './store.server.ts';

/** A claim of a rated case as its decision may be looked at again. */
export type DecidedClaim = Awaited<ReturnType<typeof settledClaims>>[number];

/** A decision that replaces the one with which a case was rated. */
export type RevisedVerdict = {
	verdict: 'accepted' | 'rejected';
	/** key of the catalogue `reasons`; null when accepted */
	reason: string | null;
	note: string | null;
};

/** The claims of a rated case whose decision may be looked at again: what was taken out since is nobody's to decide. */
export function decidedClaims(reader: Reader, submissionId: string): Promise<DecidedClaim[]> {
	return settledClaims(reader, submissionId);
}

/**
 * Decides a claim again after its dictamen, when an appeal is answered; the verdict before stays on record.
 * The use case that answers has authorised, checked and records.
 */
export async function reviseVerdict(
	tx: Transaction,
	reviewer: Principal,
	place: { submissionId: string; profileId: string },
	claim: DecidedClaim,
	{ verdict, reason, note }: RevisedVerdict,
): Promise<void> {
	const { id: claimId, revisionId, revision } = claim;
	const { submissionId, profileId } = place;
	await reviseClaim(tx, { submissionId, claimId, revisionId, revision }, { state: verdict, reason, note });
	await insertVerdict(tx, {
		submissionId,
		claimId,
		revisionId,
		profileId,
		verdict,
		reason,
		note,
		accountId: reviewer.accountId,
		channel: reviewer.channel,
		reading: null,
	});
}
