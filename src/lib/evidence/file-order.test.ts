import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedTo, putInPlaceOf } from './file-order.ts';

describe('moving a file within a claim', () => {
	it.each([
		['c', 0, 'cab'],
		['a', 1, 'bac'],
		['b', 1, 'abc'],
		['a', 9, 'bca'],
		['b', -1, 'bac'],
		['x', 0, 'abc'],
	])('puts %s at place %i', (id, place, expected) => {
		expect(movedTo(['a', 'b', 'c'], id, place).join('')).toBe(expected);
	});

	it('keeps every file, and the order of the others', () => {
		const order = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(order, fc.nat(), fc.integer({ min: -2, max: 9 }), (ids, pick, place) => {
				const id = ids[pick % ids.length]!;
				const moved = movedTo(ids, id, place);
				expect(moved.toSorted()).toEqual(ids.toSorted());
				expect(moved.filter((each) => each !== id)).toEqual(ids.filter((each) => each !== id));
				expect(movedTo(moved, id, place)).toEqual(moved);
			}),
		);
	});
});

describe('replacing a file of a claim', () => {
	it.each([
		['b', 'x', 'axc'],
		['b', 'b', 'abc'],
		['a', 'c', 'cb'],
		['c', 'a', 'ba'],
		['x', 'y', 'abc'],
	])('puts the other in the place of %s: %s', (old, fresh, expected) => {
		expect(putInPlaceOf(['a', 'b', 'c'], old, fresh).join('')).toBe(expected);
	});
});
