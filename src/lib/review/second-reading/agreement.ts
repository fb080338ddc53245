/** Decisions of two readers on the same things: row = the first, column = the second, in the order of the categories. */
export type AgreementTable = readonly (readonly number[])[];

/** How far two readers agree. Shares from 0 to 1; kappa from −1 to 1, 0 where chance alone would agree as often. */
export type Agreement = {
	/** how many things both decided */
	cases: number;
	observed: number;
	/** what chance alone would give, each reader keeping how often they decide what */
	expected: number;
	kappa: number;
	/** 95 % interval; null where both always agree, because its formula then gives no width at all */
	interval: { from: number; to: number } | null;
};

/** With fewer pairs the interval, which holds for large samples, says nothing. */
export const ENOUGH_PAIRS = 20;

/** Quantile of the normal distribution for 95 %. */
const Z = 1.959964;

/** How many things both readers decided. */
export function pairsOf(table: AgreementTable): number {
	return sum(table.flat());
}

/**
 * Cohen's kappa (1960) with the large-sample standard error of Fleiss, Cohen and Everitt (Psychological Bulletin 72, 1969,
 * pp. 323–327, formula 13).
 * @param table square, counts
 * @returns null with fewer than {@link ENOUGH_PAIRS} pairs, and where one of them used one category only: whatever the other did,
 * kappa would then be 0 with an interval without width, or not defined at all
 */
export function agreementOf(table: AgreementTable): Agreement | null {
	const cases = pairsOf(table);
	if (cases < ENOUGH_PAIRS || !bothDistinguish(table)) return null;
	const share = table.map((row) => row.map((count) => count / cases));
	const rows = share.map(sum);
	const columns = share.map((_, column) => sum(share.map((row) => row[column]!)));
	const observed = sum(share.map((row, category) => row[category]!));
	const expected = sum(rows.map((row, category) => row * columns[category]!));
	const kappa = (observed - expected) / (1 - expected);
	const isPerfect = table.every((row, first) =>
		row.every((count, second) => first === second || count === 0),
	);
	if (isPerfect) return { cases, observed: 1, expected, kappa: 1, interval: null };
	const half = Z * standardError({ share, rows, columns, observed, expected, cases });
	return {
		cases,
		observed,
		expected,
		kappa,
		interval: { from: Math.max(-1, kappa - half), to: Math.min(1, kappa + half) },
	};
}

/** Whether each reader used two categories or more. */
function bothDistinguish(table: AgreementTable): boolean {
	const byFirst = table.filter((row) => row.some((count) => count > 0));
	const bySecond = table.filter((_, category) => table.some((row) => row[category]! > 0));
	return byFirst.length > 1 && bySecond.length > 1;
}

type Shares = {
	share: number[][];
	rows: number[];
	columns: number[];
	observed: number;
	expected: number;
	cases: number;
};

function standardError({ share, rows, columns, observed, expected, cases }: Shares): number {
	const terms = share.map((row, first) =>
		row.map((cell, second) =>
			first === second
				? cell * (1 - expected - (rows[first]! + columns[first]!) * (1 - observed)) ** 2
				: cell * (1 - observed) ** 2 * (columns[first]! + rows[second]!) ** 2,
		),
	);
	const last = (observed * expected - 2 * expected + observed) ** 2;
	const variance = (sum(terms.flat()) - last) / (cases * (1 - expected) ** 4);
	return Math.sqrt(Math.max(0, variance));
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
