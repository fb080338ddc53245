import type { Transaction } from '#lib/platform/database.server.ts';
import { insertRemarks } from './remark-store.server.ts';
import { keepDrafts, reopenClaims } from './reopen-claims.server.ts';
import { claimsOfSubmission, getSubmission } from './store.server.ts';

/**
 * Opens the observed claims of a submission for the person and keeps what each was observed for. The working copy is what
 * was sent, or what the person had begun to correct when an earlier period ended. The move to `needs_you` and its clock are the caller's, in the same transaction.
 */
export async function reopenObserved(tx: Transaction, submissionId: string): Promise<void> {
	const { profileId, identityRemark } = await getSubmission(tx, submissionId);
	const claims = await claimsOfSubmission(tx, submissionId);
	const observed = claims.filter(({ state }) => state === 'observed');
	const aboutIdentity = identityRemark === null ? [] : [{ claimId: null, ...IDENTITY, note: identityRemark }];
	const aboutClaims = observed.map(({ claim, reason, note }) => ({
		claimId: claim.id,
		reason: reason ?? 'other',
		note,
	}));
	await insertRemarks(tx, { submissionId, profileId }, [...aboutIdentity, ...aboutClaims]);
	const idsOf = (rows: typeof observed) => rows.map(({ claim }) => claim.id);
	await reopenClaims(tx, idsOf(observed.filter(({ claim }) => claim.draft === null)), 'observed');
	await keepDrafts(tx, idsOf(observed.filter(({ claim }) => claim.draft !== null)), 'observed');
}

const IDENTITY = { reason: 'identity' };
