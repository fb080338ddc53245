import { describe, expect, it } from 'vitest';
import { catalogueSchema, findItem, isCatalogueName } from './catalogues.ts';

const municipalities = {
	items: [
		{ key: '15012', label: 'Atizapán' },
		{ key: '15106', label: 'Toluca' },
	],
};

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
