import type { Principal } from '#lib/access/access.ts';
import { sitting } from '#lib/cedula/tables.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { issueRating } from '#lib/rating/issue-rating.server.ts';
import { giveVerdict } from '#lib/review/give-verdict.server.ts';
import { takeCase } from '#lib/review/take-next.server.ts';
import { aReviewerNamed } from './submission-factory.ts';

/** How many of a hundred cédulas another person reads again, from now on in this process. */
export function drawShare(percent: number): void {
	institution().settings.secondReading.sharePercent = percent;
}

/** A reviewer who left a case a moment ago. */
export async function anActiveReviewer(name: string) {
	const reviewer = await aReviewerNamed(name);
	await db().insert(sitting).values({
		id: newId(),
		submissionId: newId(),
		profileId: newId(),
		accountId: reviewer.accountId,
		startedAt: now(),
		endedAt: now(),
		ending: 'handOver',
	});
	return reviewer;
}

/** A verdict with the reason that it needs. */
export function saying(verdict: 'accepted' | 'observed' | 'rejected', revision = 1, note?: string) {
	return {
		revision,
		verdict,
		...(verdict !== 'accepted' && { reason: 'not-accredited' }),
		...(note && { note }),
	};
}

/** Somebody takes a case, decides its claims and concludes: the dictamen, or which reading follows. */
export async function reads(
	reviewer: Principal,
	folio: string,
	verdicts: Record<string, ReturnType<typeof saying>>,
) {
	await takeCase(reviewer, folio);
	for (const [claimId, given] of Object.entries(verdicts)) await giveVerdict(reviewer, claimId, given);
	return concludes(reviewer, folio);
}

/** Whoever holds a case attests the identity and concludes it: the dictamen, or which reading follows. */
export function concludes(reviewer: Principal, folio: string) {
	return issueRating(reviewer, folio, { identityAttested: true });
}
