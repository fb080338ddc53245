import { kendall, ranksOf, type Agreement } from './agreement.ts';
import { matrixOf, type Judgement } from './judgement.ts';
import { groupMatrix, priorities, type Priorities } from './pairwise.ts';
import { FEWEST_JUDGES } from './panel.ts';
import type { ComparisonSet } from './comparison-sets.ts';

/** What a group says of a set in a round, without telling who said what. */
export type GroupResult = {
	/** how many finished the set; only theirs count */
	judges: number;
	/** of the geometric mean of their judgements */
	priorities: Priorities;
	/** of the orders in which each put the things */
	agreement: Agreement;
	/** by pair: how many times as important the first thing is to the group, and to those farthest from each other */
	pairs: { ratio: number; lowest: number; highest: number }[];
};

/**
 * The result of a set.
 * @param finished the judgements of each person who judged all pairs, in the order of the pairs
 * @returns null with fewer than {@link FEWEST_JUDGES}
 */
export function groupResult(
	{ items, pairs }: ComparisonSet,
	finished: readonly (readonly Judgement[])[],
): GroupResult | null {
	if (finished.length < FEWEST_JUDGES) return null;
	const matrices = finished.map((judgements) => matrixOf(items.length, judgements));
	const group = groupMatrix(matrices);
	return {
		judges: finished.length,
		priorities: priorities(group),
		agreement: kendall(matrices.map((matrix) => ranksOf(priorities(matrix).weights))),
		pairs: pairs.map(([first, second]) => {
			const ratios = matrices.map((matrix) => matrix[first]![second]!);
			return { ratio: group[first]![second]!, lowest: Math.min(...ratios), highest: Math.max(...ratios) };
		}),
	};
}
