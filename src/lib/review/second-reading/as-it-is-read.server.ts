import type { SubmissionRow } from '#lib/cedula/move-submission.server.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import type { CaseClaim, CaseRemark, EarlierReading } from '../review-case.ts';
import { disputedClaims } from './compare-readings.ts';
import { findReading, verdictsOfReadings, type ReadingVerdict } from './reading-store.server.ts';

/** What of a case shows earlier work on it. */
type Content = { claims: CaseClaim[]; identityRemarks: CaseRemark[] };

/**
 * A case as the present reading may see it: the second sees nothing of the first, not even what it had observed and the person
 * answered; the third sees what both decided beside the claims on which they differ.
 */
export async function asItIsRead(
	reader: Reader,
	{ id, rereading }: SubmissionRow,
	{ claims, identityRemarks }: Content,
): Promise<Content & { identityDisputed: boolean }> {
	const reading = rereading === null ? undefined : await findReading(reader, id);
	if (!reading) return { claims, identityRemarks, identityDisputed: false };
	if (rereading === 'second') {
		const sinceThen = (remarks: CaseRemark[]) =>
			remarks.filter(({ returnedAt }) => returnedAt > reading.firstReadAt);
		return {
			claims: claims.map((claim) => ({ ...claim, remarks: sinceThen(claim.remarks) })),
			identityRemarks: sinceThen(identityRemarks),
			identityDisputed: false,
		};
	}
	const { identityDisputed } = reading;
	return {
		claims: withBoth(claims, await verdictsOfReadings(reader, id)),
		identityRemarks,
		identityDisputed,
	};
}

function withBoth(claims: CaseClaim[], verdicts: ReadingVerdict[]): CaseClaim[] {
	const disputed = disputedClaims(verdicts);
	const readingsOf = (claimId: string) => verdicts.filter((each) => each.claimId === claimId).map(asEarlier);
	return claims.map((claim) =>
		disputed.has(claim.id) ? { ...claim, readings: readingsOf(claim.id) } : claim,
	);
}

function asEarlier({ reading, revision, verdict, reason, note }: ReadingVerdict): EarlierReading {
	return { reading: reading === 1 ? 1 : 2, revision, verdict, reason, note };
}
