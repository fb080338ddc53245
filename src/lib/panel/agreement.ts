/** How far judges agree on an order: Kendall's W with its corrections. */
export type Agreement = {
	/** 0 none to 1 the same order; null where it cannot be said: one judge, one thing, or only ties */
	w: number | null;
	/** sum of squares of the rank sums about their mean */
	s: number;
	/** m (n − 1) W, with n − 1 degrees of freedom; null like `w` */
	chiSquare: number | null;
};

/** Scores that differ by less are a tie. */
const SAME = 1e-9;

/** Ranks of scores, 1 for the largest; those that tie share the mean of their places. */
export function ranksOf(scores: readonly number[]): number[] {
	return scores.map((score) => {
		const above = scores.filter((other) => other > score + SAME).length;
		const level = scores.filter((other) => Math.abs(other - score) <= SAME).length;
		return above + (level + 1) / 2;
	});
}

/**
 * Kendall's W (coefficient of concordance).
 * @param ranks by judge, of the same things; ties share the mean of their places
 * @param correctTies whether ties count as what cannot be ordered instead of disagreement
 */
export function kendall(ranks: readonly (readonly number[])[], correctTies = true): Agreement {
	const m = ranks.length;
	const n = ranks[0]?.length ?? 0;
	const sums = Array.from({ length: n }, (_, i) => ranks.reduce((sum, own) => sum + own[i]!, 0));
	const mean = (m * (n + 1)) / 2;
	const s = sums.reduce((total, sum) => total + (sum - mean) ** 2, 0);
	const ties = correctTies ? ranks.reduce((total, own) => total + tiesOf(own), 0) : 0;
	const most = m ** 2 * (n ** 3 - n) - m * ties;
	if (m < 2 || n < 2 || most <= SAME) return { w: null, s, chiSquare: null };
	const w = Math.min(1, (12 * s) / most);
	return { w, s, chiSquare: m * (n - 1) * w };
}

/** Σ (t³ − t) over the groups of equal ranks of one judge. */
function tiesOf(ranks: readonly number[]): number {
	const groups = Map.groupBy(ranks, (rank) => rank);
	return [...groups.values()].reduce((sum, { length: t }) => sum + t ** 3 - t, 0);
}

/** How W reads, by the bands of Landis and Koch. */
export function agreementWords(w: number | null): string {
	if (w === null) return 'sin orden que comparar';
	if (w < 0.2) return 'acuerdo leve';
	if (w < 0.4) return 'acuerdo bajo';
	if (w < 0.6) return 'acuerdo moderado';
	return w < 0.8 ? 'acuerdo considerable' : 'acuerdo casi completo';
}

/** From which W on a group agrees enough to end. */
export const ENOUGH_AGREEMENT = 0.7;
const SAME_AGREEMENT = 0.05;
const MOST_ROUNDS = 3;

/** Why no further round is needed. */
export type Stop = 'agreement' | 'stable' | 'rounds';

/**
 * Whether a set needs no further round: the group agrees, two rounds in a row gave the same, or three were held.
 * @param ws W of each round, the first first
 */
export function reasonToStop(ws: readonly (number | null)[]): Stop | null {
	const [last, before] = [ws.at(-1) ?? null, ws.at(-2) ?? null];
	if (last !== null && last >= ENOUGH_AGREEMENT) return 'agreement';
	if (last !== null && before !== null && Math.abs(last - before) < SAME_AGREEMENT) return 'stable';
	return ws.length >= MOST_ROUNDS ? 'rounds' : null;
}
