/**
 * How many letters have to be changed, added, left out or swapped with their neighbour to make one text of another.
 * @param most more than this need not be counted: any greater number may come back
 */
export function editDistance(one: string, other: string, most: number): number {
	if (Math.abs(one.length - other.length) > most) return most + 1;
	let beforeLast: number[] = [];
	let last = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let row = 1; row <= one.length; row++) {
		const present = [row];
		for (let column = 1; column <= other.length; column++) {
			const same = one[row - 1] === other[column - 1] ? 0 : 1;
			const best = Math.min(last[column]! + 1, present[column - 1]! + 1, last[column - 1]! + same);
			const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
			present[column] = swapped ? Math.min(best, beforeLast[column - 2]! + 1) : best;
		}
		if (Math.min(...present) > most) return most + 1;
		[beforeLast, last] = [last, present];
	}
	return last[other.length]!;
}
