import { expect, test } from 'vitest';
import { exampleRating } from './example-rating.server.ts';

test('the example earns what model shm-v1 gives to case C05', () => {
	const { stars, points, elements } = exampleRating();
	expect({ stars, points }).toEqual({ stars: 34, points: 6000 });
	expect(elements.map((element) => [element.points, element.cap])).toEqual([
		[2300, 4000],
		[2200, 3000],
		[1200, 2000],
		[300, 1000],
	]);
});
