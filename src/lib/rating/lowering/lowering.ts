import { addDays, addMonths, isPlainDate, type PlainDate } from '#lib/institution/plain-date.ts';
import { claimText } from '../accepted-claim.ts';
import type { ClaimLine, Score } from '../breakdown.ts';
import { certificateEnd, type CompetencyFacts } from '../certification.ts';
import type { WeightingModel } from '../model/model.ts';
import type { CountedClaim, RatedPerson } from '../rated-people.server.ts';
import { scoreProfile } from '../score.ts';
import type { TrialMark } from '../trial/trial.ts';
import type { Lapse } from './lapse.ts';

/** Calendar days between telling somebody and the first day on which the lowering may be decided. */
export const NOTICE_DAYS = 60;

/** Somebody's rating and what is accepted of them, as far as time matters to it. */
export type HeldRating = Pick<RatedPerson, 'claims' | 'identityAttested' | 'points' | 'scoredOn'>;

/** What a rating is computed by: the model that it cites, and the institution's standards. */
export type RatingRules = { model: WeightingModel; competencies: CompetencyFacts };

/** What a rating would come to by time alone, and what lapses. */
export type Lowering = TrialMark & { lapses: Lapse[] };

/**
 * What the same accepted claims would give on a later day by the same model, if that is less than what the person has and
 * less than they give as of the day of their rating: what was withdrawn since lowers nobody here.
 * @param day 'YYYY-MM-DD'
 */
export function loweringBy(day: PlainDate, held: HeldRating, rules: RatingRules): Lowering | null {
	const later = scoreAs(day, held, rules);
	if (later.points >= held.points) return null;
	const before = scoreAs(held.scoredOn, held, rules);
	if (later.points >= before.points) return null;
	return { points: later.points, stars: later.stars, lapses: lapsesOf(held.claims, before, later, rules) };
}

/**
 * The rating by which an announced lowering takes effect: as of `today` or, where that would be less than was announced, as of
 * the day that was announced. Null when it no longer lowers, or when less is left than was announced: that asks for another
 * announcement.
 */
export function loweredAsAnnounced(
	held: HeldRating,
	announced: { points: number; takesEffectOn: PlainDate },
	rules: RatingRules,
	today: PlainDate,
): { score: Score; scoredOn: PlainDate } | null {
	if (today < announced.takesEffectOn) return null;
	for (const scoredOn of [today, announced.takesEffectOn]) {
		const score = scoreAs(scoredOn, held, rules);
		if (score.points >= held.points) return null;
		if (score.points >= announced.points) return { score, scoredOn };
	}
	return null;
}

function scoreAs(day: PlainDate, { claims, identityAttested }: HeldRating, rules: RatingRules): Score {
	const { model, competencies } = rules;
	return scoreProfile({ claims, identityAttested, competencies }, model, day);
}

/** The items that counted and no longer do because of their date, the first to lapse first. */
function lapsesOf(
	claims: readonly CountedClaim[],
	before: Score,
	later: Score,
	{ model, competencies }: RatingRules,
): Lapse[] {
	const counted = new Set(linesOf(before).flatMap((line) => (line.counted ? [line.claimId] : [])));
	const byId = new Map(claims.map((claim) => [claim.id, claim]));
	return linesOf(later)
		.flatMap(({ claimId, reason }): Lapse[] => {
			const claim = byId.get(claimId);
			if (!claim || !counted.has(claimId)) return [];
			const { revisionId } = claim;
			if (reason === 'expired') {
				const years = competencies[claimText(claim, 'standard')]?.validityYears ?? null;
				return [{ revisionId, reason, countsUntil: realDay(certificateEnd(claim, years) ?? '') }];
			}
			if (reason !== 'outside_window') return [];
			const first = `${claimText(claim, 'to').slice(0, 7)}-01`;
			return [
				{ revisionId, reason, countsUntil: addDays(addMonths(first, model.training.windowMonths), -1) },
			];
		})
		.sort((a, b) => (a.countsUntil < b.countsUntil ? -1 : a.countsUntil > b.countsUntil ? 1 : 0));
}

function linesOf({ elements }: Score): ClaimLine[] {
	return elements.flatMap(({ criteria }) => criteria.flatMap(({ claims }) => claims));
}

/** The last day of the month where a text that only compares names a day that does not exist ('2026-02-31'). */
function realDay(day: string): PlainDate {
	const exists: boolean = isPlainDate(day);
	return exists ? day : addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1);
}
