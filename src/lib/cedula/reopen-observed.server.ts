import type { Transaction } from '#lib/platform/database.server.ts';
import { reopenClaims } from './reopen-claims.server.ts';
import { claimsOfSubmission } from './store.server.ts';

/**
 * Opens the observed claims of a submission for the person, with what was sent as working copy.
 * The move to `needs_you` and its clock are the caller's, in the same transaction.
 */
export async function reopenObserved(tx: Transaction, submissionId: string): Promise<void> {
	const claims = await claimsOfSubmission(tx, submissionId);
	const observed = claims.filter(({ state }) => state === 'observed').map(({ claim }) => claim.id);
	await reopenClaims(tx, observed, 'observed');
}
