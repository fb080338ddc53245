import { newId } from '#lib/platform/ids.ts';
import type { Score } from '../breakdown.ts';
import type { RatedPerson } from '../rated-people.server.ts';
import { proveElements } from '../rating.ts';
import type { NewRating } from './store.server.ts';

/** The rating that takes the place of somebody's, with the files that prove each line. */
export function newRatingOf(
	{ profileId, submissionId, ratingId: previousId, identityAttested, claims }: RatedPerson,
	{ stars, points, elements }: Score,
	{ scoredOn, model }: Pick<NewRating, 'scoredOn' | 'model'>,
): NewRating {
	const proofs = new Map(claims.map((claim) => [claim.id, claim]));
	return {
		...{ id: newId(), profileId, submissionId, model, previousId, stars, points, identityAttested, scoredOn },
		elements: proveElements(elements, proofs),
	};
}
