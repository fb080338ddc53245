import { describe, expect, it } from 'vitest';
import { random } from './random.ts';

describe('choices from a seed', () => {
	it('are the same for the same seed and differ for another', () => {
		const draw = (seed: string) => Array.from({ length: 50 }, random(seed).unit);
		expect(draw('a')).toEqual(draw('a'));
		expect(draw('a')).not.toEqual(draw('b'));
	});

	it('fall evenly over a range, both ends included', () => {
		const choose = random('rango');
		const counts = new Map<number, number>();
		for (let i = 0; i < 6000; i++) {
			const value = choose.whole(1, 6);
			counts.set(value, (counts.get(value) ?? 0) + 1);
		}
		expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
		for (const count of counts.values()) expect(count).toBeGreaterThan(850);
	});

	it('take different ones of a list, at most all of them', () => {
		expect(random('lista').some(['a', 'b', 'c'], 5).sort()).toEqual(['a', 'b', 'c']);
		expect(new Set(random('lista').some([1, 2, 3, 4, 5, 6], 3)).size).toBe(3);
	});
});
