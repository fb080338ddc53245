import type { CriterionKey, ElementKey } from '#lib/rating/model/model.ts';

/**
 * Why a claim counted or not under a criterion.
 *
 * With `counted` true a reason other than `counted` tells what part did not count (`overlap`, `over_cap`,
 * `hours_cap`) or that it served a lower level (`too_short`).
 */
export type ClaimReason =
	| 'counted'
	| 'incomplete'
	| 'future'
	| 'not_finance'
	| 'overlap'
	| 'over_cap'
	| 'hours_cap'
	| 'no_level'
	| 'lower_level'
	| 'same_level'
	| 'too_short'
	| 'unrelated_field'
	| 'needs_experience'
	| 'level_too_low'
	| 'repeated_degree'
	| 'too_few_degrees'
	| 'no_standard'
	| 'unknown_standard'
	| 'expired'
	| 'repeated_standard'
	| 'other_theme'
	| 'outside_window';

/**
 * A claim behind a criterion. `points` (hundredths) are missing where several claims earn the points together (E3,
 * A3); `amount` is months (E1, E2) or hours (T1) that counted.
 */
export interface ClaimLine {
	claimId: string;
	counted: boolean;
	points?: number;
	amount?: number;
	reason: ClaimReason;
}

/** Points of one criterion, in hundredths, with the claims behind them. */
export interface CriterionScore {
	key: CriterionKey;
	points: number;
	cap: number;
	claims: ClaimLine[];
}

/** Points of one element: the sum of its criteria, never above its cap. */
export interface ElementScore {
	key: ElementKey;
	points: number;
	cap: number;
	criteria: CriterionScore[];
}

/** Result of the engine: `stars` in tenths or null when unrated, `points` in hundredths. */
export interface Score {
	stars: number | null;
	points: number;
	elements: ElementScore[];
}

/** What a claim would earn alone, before the cap of its criterion. */
export interface Earning {
	claimId: string;
	points: number;
	amount?: number;
	reason: ClaimReason;
}

/** Line of a claim that earns nothing. */
export function uncounted(claimId: string, reason: ClaimReason): ClaimLine {
	return { claimId, counted: false, points: 0, reason };
}

/** Gives out the points of a criterion in the order of the earnings until its cap is reached. */
export function cappedLines(earnings: readonly Earning[], cap: number): ClaimLine[] {
	let left = cap;
	return earnings.map((earning) => {
		const points = Math.min(earning.points, left);
		left -= points;
		const reason = points < earning.points ? 'over_cap' : earning.reason;
		return points > 0 ? { ...earning, counted: true, points, reason } : uncounted(earning.claimId, reason);
	});
}

/** Sum of the points of the lines, in hundredths. */
export function linePoints(lines: readonly ClaimLine[]): number {
	return lines.reduce((total, line) => total + (line.points ?? 0), 0);
}
