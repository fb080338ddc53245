import type { ComparedField } from '#lib/evidence/comparison/compare-document.ts';
import type { ReadingState } from '#lib/evidence/reading.ts';
import type { ClaimDecision } from '#lib/cedula/submission.ts';

/** A file of a claim, as far as its reading goes. */
type ReadFile = { readingState: ReadingState; reading: readonly Pick<ComparedField, 'result'>[] };

/**
 * Whether every document of a claim was read, something was compared in each, and everything that was compared is as
 * declared. The server and the page ask this one function.
 */
export function matchesInFull(files: readonly ReadFile[]): boolean {
	return (
		files.length > 0 &&
		files.every(
			({ readingState, reading }) =>
				readingState === 'done' && reading.length > 0 && reading.every(({ result }) => result === 'match'),
		)
	);
}

/** A claim of the page, as far as it may be accepted together with others. */
export type MatchingClaim = {
	id: string;
	state: ClaimDecision;
	/** whether it matches in full and nothing about it deserves a second look */
	matches: boolean;
	files: readonly { id: string; reading: { rows: readonly { page: number }[] } }[];
};

/** Name of a page of a document among those that were on screen. */
export function pageKey(fileId: string, page: number): string {
	return `${fileId}/${page}`;
}

/** Undecided claims that match: those whose pages were on screen, and those that are still to be looked at. */
export function matchingClaims<Claim extends MatchingClaim>(
	claims: readonly Claim[],
	seen: ReadonlySet<string>,
): { ready: Claim[]; unseen: Claim[] } {
	const matching = claims.filter(({ state, matches }) => state === 'submitted' && matches);
	const wasSeen = (claim: Claim) => pagesWithMatches(claim).every((key) => seen.has(key));
	return { ready: matching.filter(wasSeen), unseen: matching.filter((claim) => !wasSeen(claim)) };
}

/** The pages on which something of a claim was found: whoever accepts it has had them on screen. */
function pagesWithMatches({ files }: MatchingClaim): string[] {
	return files.flatMap(({ id, reading }) => [...new Set(reading.rows.map(({ page }) => pageKey(id, page)))]);
}
