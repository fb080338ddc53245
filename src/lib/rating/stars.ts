import type { WeightingModel } from '#lib/rating/model/model.ts';

/** Stars in tenths that the bands of a model give to a total in hundredths of a point. */
export function starsFromPoints(points: number, model: Pick<WeightingModel, 'stars'>): number {
	return model.stars.findLast(({ from }) => points >= from)?.stars ?? 0;
}
