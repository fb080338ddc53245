import { describe, expect, it } from 'vitest';
import { bitsOf, LIST_SIZE, placeOf } from './status-list.ts';

describe('a status list', () => {
	it('has the leftmost bit of the first byte as place 0', () => {
		const bits = bitsOf([0, 9, LIST_SIZE - 1]);
		expect(bits).toHaveLength(16_384);
		expect([bits[0], bits[1], bits.at(-1)]).toEqual([0x80, 0x40, 0x01]);
		expect(bits.filter((byte) => byte !== 0)).toHaveLength(3);
	});

	it('is followed by another when it is full', () => {
		expect(placeOf({ statusIndex: LIST_SIZE - 1 })).toEqual({ list: 1, index: LIST_SIZE - 1 });
		expect(placeOf({ statusIndex: LIST_SIZE })).toEqual({ list: 2, index: 0 });
	});
});
