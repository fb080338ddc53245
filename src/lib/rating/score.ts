import { scoreAcademic } from '#lib/rating/academic.ts';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import type { CriterionScore, ElementScore, Score } from '#lib/rating/breakdown.ts';
import { scoreCertification } from '#lib/rating/certification.ts';
import type { CompetencyFacts } from '#lib/rating/certification.ts';
import { readPosts, scoreExperience } from '#lib/rating/experience.ts';
import { RATING_ELEMENTS, elementCaps } from '#lib/rating/model/model.ts';
import type { ElementKey, WeightingModel } from '#lib/rating/model/model.ts';
import { monthOf } from '#lib/rating/months.ts';
import { starsFromPoints } from '#lib/rating/stars.ts';
import { scoreTraining } from '#lib/rating/training.ts';

/** What a rating is computed from: accepted claims only, and whether the issuer attests the identity. */
export interface ScoreInput {
	claims: readonly AcceptedClaim[];
	identityAttested: boolean;
	competencies: CompetencyFacts;
}

/**
 * Computes points and stars of a profile; the one definition for issue, explanation, what-if and re-rating.
 *
 * Claims with missing or wrong data earn nothing and say so in the breakdown. Stars are null unless the identity is
 * attested and experience or academic profile have points.
 *
 * @param ratingDate 'YYYY-MM-DD' in the institution's time zone; a `RangeError` when it is no date.
 */
export function scoreProfile(input: ScoreInput, model: WeightingModel, ratingDate: string): Score {
	const ratingMonth = ratingDate.length === 10 ? monthOf(ratingDate) : null;
	if (ratingMonth === null) throw new RangeError(`Rating date must be YYYY-MM-DD: ${ratingDate}`);
	const posts = readPosts(input.claims, model, ratingMonth);
	const areas = new Set(posts.usable.map(({ area }) => area));
	const criteria: Record<ElementKey, CriterionScore[]> = {
		experience: scoreExperience(posts, model),
		academic: scoreAcademic(input.claims, areas, model),
		certification: scoreCertification(input.claims, input.competencies, model, ratingDate),
		training: scoreTraining(input.claims, model, ratingMonth),
	};
	const caps = elementCaps(model);
	const elements = (Object.keys(RATING_ELEMENTS) as ElementKey[]).map((key): ElementScore => ({
		key,
		points: Math.min(caps[key], sumPoints(criteria[key])),
		cap: caps[key],
		criteria: criteria[key],
	}));
	const points = sumPoints(elements);
	const grounded = elements.some(
		({ key, points }) => points > 0 && (key === 'experience' || key === 'academic'),
	);
	return {
		stars: input.identityAttested && grounded ? starsFromPoints(points, model) : null,
		points,
		elements,
	};
}

function sumPoints(parts: readonly { points: number }[]): number {
	return parts.reduce((total, part) => total + part.points, 0);
}
