import type { ClaimLine, CriterionScore, ElementScore } from './breakdown.ts';

/** A claim behind a criterion, with the revision and the files on which the points rest. */
export type ProvenLine = ClaimLine & { revisionId: string; evidenceIds: string[] };
export type ProvenCriterion = Omit<CriterionScore, 'claims'> & { claims: ProvenLine[] };
/** An element of an issued rating, as stored (contract.md, "rating"). */
export type ProvenElement = Omit<ElementScore, 'criteria'> & { criteria: ProvenCriterion[] };

/** A dictamen as stored. */
export type IssuedRating = {
	id: string;
	profileId: string;
	submissionId: string;
	/** the appeal that it answers; null for the dictamen that ends a submission */
	appealId: string | null;
	/** the rerating that it follows, and the rating whose place it took by that; null for any other */
	reratingId: string | null;
	previousId: string | null;
	/** 'YYYY-MM-DD' as of which it was computed; null: the day on which it was issued */
	scoredOn: string | null;
	identityAttested: boolean;
	/** tenths; null = unrated */
	stars: number | null;
	/** hundredths */
	points: number;
	/** version of the weighting model */
	model: string;
	elements: ProvenElement[];
	issuedAt: Date;
	/** name of the person who issued it */
	issuedBy: string;
};

/** Ties each line of a score to the revision and files that prove it. */
export function proveElements(
	elements: ElementScore[],
	proofs: ReadonlyMap<string, { revisionId: string; evidenceIds: string[] }>,
): ProvenElement[] {
	return elements.map((element) => ({
		...element,
		criteria: element.criteria.map((criterion) => ({
			...criterion,
			claims: criterion.claims.map((line) => {
				const proof = proofs.get(line.claimId);
				return { ...line, revisionId: proof?.revisionId ?? '', evidenceIds: proof?.evidenceIds ?? [] };
			}),
		})),
	}));
}
