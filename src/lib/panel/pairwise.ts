/** A matrix of judgements in pairs: row over column says how many times as important the row is; reciprocal, ones across. */
export type Pairwise = readonly (readonly number[])[];

/** What a matrix says: how much each thing weighs (sum 1), and how far its judgements agree with each other. */
export type Priorities = {
	weights: number[];
	lambdaMax: number;
	/** consistency index */
	ci: number;
	/** consistency ratio: the index over that of judgements at random; 0 for one or two things */
	cr: number;
};

/** Random indices of Saaty (1980) by number of things compared; kept with each result, for other tables exist. */
export const RANDOM_INDEX: Readonly<Record<number, number>> = {
	3: 0.58,
	4: 0.9,
	5: 1.12,
	6: 1.24,
	7: 1.32,
	8: 1.41,
	9: 1.45,
	10: 1.49,
};

/** The largest consistency ratio with which judgements are taken as consistent. */
export const CONSISTENT_UP_TO = 0.1;

const MOST_STEPS = 10_000;
const SMALLEST_STEP = 1e-14;

/**
 * Weights by the principal eigenvector, with the consistency of the judgements (weighting.md, section 2).
 * @param matrix of 1 to 10 things
 */
export function priorities(matrix: Pairwise): Priorities {
	const n = matrix.length;
	if (n <= 2) return { weights: principalVector(matrix).vector, lambdaMax: n, ci: 0, cr: 0 };
	const randomIndex = RANDOM_INDEX[n];
	if (randomIndex === undefined) throw new Error(`no random index for ${n} things`);
	const { vector, value } = principalVector(matrix);
	const ci = Math.max(0, (value - n) / (n - 1));
	return { weights: vector, lambdaMax: Math.max(n, value), ci, cr: ci / randomIndex };
}

/** The eigenvector of the largest eigenvalue, with sum 1, by repeated multiplication. */
export function principalVector(matrix: Pairwise): { vector: number[]; value: number } {
	let vector = matrix.map(() => 1 / matrix.length);
	let value = 0;
	for (let step = 0; step < MOST_STEPS; step++) {
		const product = matrix.map((row) => row.reduce((sum, entry, j) => sum + entry * vector[j]!, 0));
		value = product.reduce((sum, entry) => sum + entry, 0);
		const next = product.map((entry) => entry / value);
		const moved = Math.max(...next.map((entry, i) => Math.abs(entry - vector[i]!)));
		vector = next;
		if (moved < SMALLEST_STEP) break;
	}
	return { vector, value };
}

/** The judgements of a group: the geometric mean of each, which keeps the matrix reciprocal. */
export function groupMatrix(matrices: readonly Pairwise[]): number[][] {
	const first = matrices[0];
	if (!first) throw new Error('a group has at least one matrix');
	return first.map((row, i) => row.map((_, j) => geometricMean(matrices.map((matrix) => matrix[i]![j]!))));
}

/** The geometric mean of positive numbers. */
export function geometricMean(values: readonly number[]): number {
	return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
