import { describe, expect, it } from 'vitest';
import { catalogueSchema, findItem, isCatalogueName, searchItems } from './catalogues.ts';

const municipalities = {
	items: [
		{ key: '15001', label: 'Acambay de Ruíz Castañeda' },
		{ key: '15058', label: 'Nezahualcóyotl' },
		{ key: '15013', label: 'Atizapán de Zaragoza' },
		{ key: '15012', label: 'Atizapán' },
		{ key: '15106', label: 'Toluca' },
	],
};

describe('searching a catalogue', () => {
	const keysOf = (question: string, limit?: number) =>
		searchItems(municipalities, question, limit).map(({ key }) => key);

	it('does not mind accents or capitals', () => {
		expect(keysOf('NEZAHUALCOYOTL')).toEqual(['15058']);
		expect(keysOf('ruiz castaneda')).toEqual(['15001']);
	});

	it('finds words from their beginning, in any order', () => {
		expect(keysOf('zaragoza atiz')).toEqual(['15013']);
		expect(keysOf('huacoyotl')).toEqual([]);
	});

	it('puts first what begins with the question', () => {
		expect(keysOf('a')).toEqual(['15001', '15013', '15012']);
		expect(searchItems({ items: [...municipalities.items].reverse() }, 'de z').map(({ key }) => key)).toEqual(
			['15013'],
		);
	});

	it('finds by key', () => {
		expect(keysOf('15106')).toEqual(['15106']);
	});

	it('gives the first ones when nothing is asked, and never more than wanted', () => {
		expect(keysOf('  ', 2)).toEqual(['15001', '15058']);
		expect(keysOf('at', 1)).toEqual(['15013']);
	});

	it('takes punctuation as a blank', () => {
		expect(keysOf('(toluca)')).toEqual(['15106']);
		expect(keysOf('.*')).toHaveLength(5);
	});
});

describe('looking up a key', () => {
	it('finds its item or nothing', () => {
		expect(findItem(municipalities, '15106')?.label).toBe('Toluca');
		expect(findItem(municipalities, '15999')).toBeUndefined();
		expect(findItem(municipalities, '__proto__')).toBeUndefined();
	});

	it('does not take a property of every object for a catalogue', () => {
		expect(isCatalogueName('areas')).toBe(true);
		expect(isCatalogueName('toString')).toBe(false);
	});
});

describe('the shape of a catalogue', () => {
	const municipality = { key: '15106', label: 'Toluca', seat: 'Toluca', slug: 'toluca', population: 1 };

	it.each(['106', '1506', '15 106', '15106a'])('refuses %j as a municipality', (key) => {
		const file = { version: '2026-01', items: [{ ...municipality, key }] };
		expect(catalogueSchema('municipalities').safeParse(file).success).toBe(false);
	});

	it('accepts a five-digit municipality', () => {
		const file = { version: '2026-01', items: [municipality] };
		expect(catalogueSchema('municipalities').safeParse(file).success).toBe(true);
	});

	it('refuses an empty catalogue', () => {
		const file = { version: '2026-01', items: [] };
		expect(catalogueSchema('municipalities').safeParse(file).success).toBe(false);
	});
});
