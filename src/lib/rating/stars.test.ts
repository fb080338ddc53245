import { describe, expect, it } from 'vitest';
import { SHM_V1 } from '#lib/rating/rating.factory.ts';
import { starsFromPoints } from '#lib/rating/stars.ts';

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
});
