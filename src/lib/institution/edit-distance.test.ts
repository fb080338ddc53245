import { expect, it } from 'vitest';
import { editDistance } from './edit-distance.ts';

it.each([
	['toluca', 'toluca', 0],
	['tolca', 'toluca', 1],
	['toluuca', 'toluca', 1],
	['tolcua', 'toluca', 1],
	['naucalpam', 'naucalpan', 1],
	['ecatepek', 'ecatepec', 1],
	['', 'oro', 3],
])('from «%s» to «%s» it is %i', (one, other, distance) => {
	expect(editDistance(one, other, 3)).toBe(distance);
	expect(editDistance(other, one, 3)).toBe(distance);
});

it('stops counting beyond what is wanted', () => {
	expect(editDistance('toluca', 'zumpango', 2)).toBeGreaterThan(2);
	expect(editDistance('toluca', 'to', 2)).toBeGreaterThan(2);
});
