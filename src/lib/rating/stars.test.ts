import { describe, expect, it } from 'vitest';
import { SHM_V1 } from '#lib/rating/rating.factory.ts';
import { drawnStars, starsFromPoints, starsText } from '#lib/rating/stars.ts';

describe('stars', () => {
	it('follow the published formula for every total', () => {
		const formula = (total: number) => 10 + Math.floor((40 * total + 5000) / 10_000);
		for (let total = 0; total <= 10_000; total++) {
			if (starsFromPoints(total, SHM_V1) !== formula(total)) {
				expect([total, starsFromPoints(total, SHM_V1)]).toEqual([total, formula(total)]);
			}
		}
		expect([0, 124, 125, 9874, 9875, 10_000].map((total) => starsFromPoints(total, SHM_V1))).toEqual([
			10, 10, 11, 49, 50, 50,
		]);
	});

	it('are drawn as the nearest half star', () => {
		expect([10, 12, 13, 15, 17, 18, 32, 33, 34, 37, 38, 47, 48, 50].map(drawnStars)).toEqual([
			10, 10, 15, 15, 15, 20, 30, 35, 35, 35, 40, 45, 50, 50,
		]);
	});

	it('are always told with their decimal', () => {
		expect(starsText(34)).toBe('3.4 de 5');
		expect(starsText(50)).toBe('5.0 de 5');
		expect(starsText(null)).toBe('sin ponderación');
	});
});
