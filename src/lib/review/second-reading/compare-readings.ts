import type { Verdict } from '../review.ts';

/** What one of two readings ended in for a revision of a claim. */
export type ReadVerdict = { reading: number; claimId: string; revisionId: string; verdict: Verdict };

/**
 * The claims on which the first and the second reading differ. Only verdicts on the same revision are compared, so what was
 * corrected between them is no difference; something that the second observed and the first had decided is one, whatever
 * became of it.
 */
export function disputedClaims(verdicts: readonly ReadVerdict[]): Set<string> {
	const first = new Map(
		verdicts.filter(({ reading }) => reading === 1).map(({ revisionId, verdict }) => [revisionId, verdict]),
	);
	return new Set(
		verdicts
			.filter(({ reading }) => reading === 2)
			.filter(({ revisionId, verdict }) => (first.get(revisionId) ?? verdict) !== verdict)
			.map(({ claimId }) => claimId),
	);
}
