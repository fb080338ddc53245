/**
 * A judgement on a pair: 1 both weigh the same, 2 to 9 how many times the first one weighs, -2 to -9 how many times the
 * second one does.
 */
export type Judgement = number;

/** Every judgement that can be given, from the first thing weighing most to the second. */
export const JUDGEMENTS: readonly Judgement[] = [9, 8, 7, 6, 5, 4, 3, 2, 1, -2, -3, -4, -5, -6, -7, -8, -9];

/** How the numbers of the scale are said (Saaty); those between are compromises. */
export const SCALE_WORDS: Readonly<Record<number, string>> = {
	1: 'igual de importante',
	2: 'entre igual y un poco más importante',
	3: 'un poco más importante',
	4: 'entre un poco y bastante más importante',
	5: 'bastante más importante',
	6: 'entre bastante y mucho más importante',
	7: 'mucho más importante',
	8: 'entre mucho y extremadamente más importante',
	9: 'extremadamente más importante',
};

/** Two things of a set, by their places; the first stands before the second. */
export type Pair = readonly [first: number, second: number];

/** All pairs of so many things, in reading order. */
export function pairsOf(size: number): Pair[] {
	return Array.from({ length: size }, (_, i) => i).flatMap((first) =>
		Array.from({ length: size - first - 1 }, (_, j): Pair => [first, first + 1 + j]),
	);
}

/** Whether a number is a judgement of the scale. */
export function isJudgement(value: number): boolean {
	return JUDGEMENTS.includes(value);
}

/** How many times as important the first thing of the pair is. */
export function ratioOf(judgement: Judgement): number {
	return judgement < 0 ? 1 / -judgement : judgement;
}

/** The judgement of the scale that says a ratio best; of two as near, the milder one. */
export function nearestJudgement(ratio: number): Judgement {
	const distance = (judgement: Judgement) => Math.abs(Math.log(ratioOf(judgement) / ratio));
	const milder = JUDGEMENTS.toSorted((a, b) => Math.abs(a) - Math.abs(b));
	return milder.reduce((best, each) => (distance(each) < distance(best) - 1e-12 ? each : best));
}

/**
 * The matrix of judgements.
 * @param judgements of all pairs, in the order of {@link pairsOf}
 */
export function matrixOf(size: number, judgements: readonly Judgement[]): number[][] {
	const matrix = Array.from({ length: size }, () => Array.from({ length: size }, () => 1));
	pairsOf(size).forEach(([first, second], place) => {
		const ratio = ratioOf(judgements[place]!);
		matrix[first]![second] = ratio;
		matrix[second]![first] = 1 / ratio;
	});
	return matrix;
}

/** A ratio as a person reads it, from the side that weighs more: «2.5 veces a favor de Experiencia laboral». */
export function ratioText(ratio: number, first: string, second: string): string {
	const strength = Math.max(ratio, 1 / ratio).toFixed(1);
	if (strength === '1.0') return 'igual importancia';
	return `${strength} a favor de ${ratio > 1 ? first : second}`;
}

/** A judgement in words: «5, Experiencia laboral es bastante más importante». */
export function judgementText(judgement: Judgement, first: string, second: string): string {
	if (judgement === 1) return '1, igual importancia';
	const strength = Math.abs(judgement);
	return `${strength}, ${judgement > 0 ? first : second} es ${SCALE_WORDS[strength]}`;
}
