import { authorize, type Principal } from '#lib/access/access.ts';
import type { SubmissionState } from '#lib/cedula/submission.ts';
import { db } from '#lib/platform/database.server.ts';
import type { CaseStanding } from './case-drift.ts';
import { noCase, refuseOwn } from './held-case.server.ts';
import { findCase, standingOfClaims } from './store.server.ts';

/**
 * How a case stands now, for a page that has it open. It reads nothing personal, so it leaves no entry in the audit, and
 * it is no sign of life: a page that lies open asks too.
 * @throws Refusal not_found · not_allowed (own cédula)
 */
export async function checkCase(principal: Principal | null, folio: string): Promise<CaseStanding> {
	const reviewer = authorize(principal, 'review.read-case');
	const found = await findCase(db(), reviewer.accountId, folio);
	if (!found) throw noCase();
	const { submission, holderName } = found;
	refuseOwn(reviewer, submission.profileId);
	return {
		state: submission.state as SubmissionState,
		mine: submission.state === 'in_review' && submission.holderId === reviewer.accountId,
		holder: holderName,
		claims: await standingOfClaims(db(), submission.id),
	};
}
