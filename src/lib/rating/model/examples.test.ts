import { expect, test } from 'vitest';
import { EXAMPLES, scoreExample } from '#lib/rating/model/examples.ts';
import { SHM_V1 } from '#lib/rating/rating.factory.ts';

test('the invented people earn what weighting.md says for cases C03, C04 and C05', () => {
	const scores = EXAMPLES.map((example) => scoreExample(example, SHM_V1));
	expect(scores.map(({ stars, points }) => [stars, points])).toEqual([
		[25, 3800],
		[25, 3700],
		[34, 6000],
	]);
	expect(scores.map(({ elements }) => elements.map(({ points }) => points))).toEqual([
		[3400, 400, 0, 0],
		[1200, 2200, 0, 300],
		[2300, 2200, 1200, 300],
	]);
});
