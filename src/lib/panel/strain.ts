import { matrixOf, nearestJudgement, pairsOf, ratioOf, type Judgement } from './judgement.ts';
import { principalVector, priorities, type Pairwise } from './pairwise.ts';

/** The judgement that agrees least with the others, what would agree, and the consistency ratio with that instead. */
export type Strain = { place: number; given: Judgement; agreeing: Judgement; crAfter: number };

/**
 * Which judgement strains the consistency most: the one whose change to what all others say of that pair lowers the
 * consistency ratio most; of several, the one that changes least. Null when no change of one judgement lowers it.
 * @param judgements of all pairs of `size` things, in the order of `pairsOf`
 */
export function mostStrained(size: number, judgements: readonly Judgement[]): Strain | null {
	const { cr } = priorities(matrixOf(size, judgements));
	if (size < 3) return null;
	const candidates = pairsOf(size).map(([first, second], place): Strain & { change: number } => {
		const given = judgements[place]!;
		const agreeing = nearestJudgement(ratioByOthers(matrixOf(size, judgements), first, second));
		const crAfter = priorities(matrixOf(size, judgements.with(place, agreeing))).cr;
		const change = Math.abs(Math.log(ratioOf(agreeing) / ratioOf(given)));
		return { place, given, agreeing, crAfter, change };
	});
	const [best] = candidates
		.filter(({ crAfter }) => crAfter < cr - 1e-9)
		.toSorted((a, b) =>
			Math.abs(a.crAfter - b.crAfter) > 1e-9 ? a.crAfter - b.crAfter : a.change - b.change,
		);
	if (!best) return null;
	const { change: _, ...strain } = best;
	return strain;
}

/** What all other judgements say of a pair: the ratio of the weights without it (Harker's method for missing judgements). */
function ratioByOthers(matrix: Pairwise, first: number, second: number): number {
	const without = matrix.map((row, i) =>
		row.map((entry, j) => {
			if (i === j) return i === first || i === second ? 2 : 1;
			return (i === first && j === second) || (i === second && j === first) ? 0 : entry;
		}),
	);
	const { vector } = principalVector(without);
	return vector[first]! / vector[second]!;
}
