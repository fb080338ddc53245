import type { WeightingModel } from '#lib/rating/model.ts';

/** Stars in tenths that the bands of a model give to a total in hundredths of a point. */
export function starsFromPoints(points: number, model: Pick<WeightingModel, 'stars'>): number {
	return model.stars.findLast(({ from }) => points >= from)?.stars ?? 0;
}

/** Stars to draw, in tenths and in steps of half a star: the nearest, halves up. The text keeps the exact tenths. */
export function drawnStars(stars: number): number {
	return Math.trunc((stars * 2 + 5) / 10) * 5;
}

/** Stars in words: "3.4 de 5", or "sin ponderación" when there are none. */
export function starsText(stars: number | null): string {
	return stars === null ? 'sin ponderación' : `${Math.trunc(stars / 10)}.${stars % 10} de 5`;
}
