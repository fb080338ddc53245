import { describe, expect, it } from 'vitest';
import { lookupOf, meaningOf, suggest, type LookupSource } from './lookup.ts';

const own = (key: string, name: string): LookupSource => ({
	key,
	text: name,
	names: [name, `${name} Estado de México`, `${name} México`],
	local: true,
});
const elsewhere = (key: string, name: string, state: string): LookupSource => ({
	key,
	text: `${name}, ${state}`,
	names: [name, `${name} ${state}`],
});

const lookup = lookupOf([
	own('15001', 'Acambay de Ruíz Castañeda'),
	own('15005', 'Almoloya de Juárez'),
	own('15006', 'Almoloya del Río'),
	own('15012', 'Atizapán'),
	own('15013', 'Atizapán de Zaragoza'),
	own('15056', 'Morelos'),
	own('15058', 'Nezahualcóyotl'),
	own('15064', 'El Oro'),
	own('15073', 'San Antonio la Isla'),
	own('15106', 'Toluca'),
	elsewhere('05018', 'Morelos', 'Coahuila'),
	elsewhere('09003', 'Coyoacán', 'Ciudad de México'),
	elsewhere('20208', 'San Juan Mixtepec', 'Oaxaca'),
	elsewhere('20209', 'San Juan Mixtepec', 'Oaxaca'),
	elsewhere('19026', 'Guadalupe', 'Nuevo León'),
	elsewhere('32017', 'Guadalupe', 'Zacatecas'),
	elsewhere('32001', 'Apozol', 'Zacatecas'),
	elsewhere('13070', 'Tolcayuca', 'Hidalgo'),
	elsewhere('13007', 'Almoloya', 'Hidalgo'),
	own('15104', 'Tlalnepantla de Baz'),
	elsewhere('17024', 'Tlalnepantla', 'Morelos'),
]);

const keyOf = (typed: string) => {
	const meaning = meaningOf(lookup, typed);
	return 'item' in meaning ? meaning.item.key : undefined;
};
const nearOf = (typed: string) => {
	const meaning = meaningOf(lookup, typed);
	return 'near' in meaning ? meaning.near.map(({ text }) => text) : undefined;
};
const suggested = (typed: string) => suggest(lookup, typed).map(({ text }) => text);

describe('what somebody typed', () => {
	it.each([
		['Toluca', '15106'],
		['  TOLUCA ', '15106'],
		['Municipio de Toluca', '15106'],
		['Toluca, México', '15106'],
		['Toluca, Edo. de Méx.', '15106'],
		['Toluca (Estado de México)', '15106'],
		['nezahualcoyotl', '15058'],
		['Oro', '15064'],
		['Almoloya Rio', '15006'],
		['Coyoacan CDMX', '09003'],
		['Gpe., Zacatecas', '32017'],
		['15106', '15106'],
	])('«%s» means the one of that name', (typed, key) => {
		expect(keyOf(typed)).toBe(key);
	});

	it('may be the beginning of a single name', () => {
		expect(keyOf('Acambay')).toBe('15001');
		expect(keyOf('Neza')).toBe('15058');
		expect(keyOf('San Antonio')).toBe('15073');
		expect(keyOf('Apoz')).toBeUndefined();
		expect(nearOf('Apoz')).toEqual(['Apozol, Zacatecas']);
	});

	it('means the one here before a namesake elsewhere, and the whole name before a beginning', () => {
		expect(keyOf('Morelos')).toBe('15056');
		expect(keyOf('Morelos, Coahuila')).toBe('05018');
		expect(keyOf('Atizapán')).toBe('15012');
	});

	it('is left to be chosen when it is the name of several', () => {
		expect(meaningOf(lookup, 'Guadalupe')).toMatchObject({ ambiguous: true });
		expect(nearOf('Guadalupe')).toEqual(['Guadalupe, Nuevo León', 'Guadalupe, Zacatecas']);
		expect(nearOf('almoloya')).toEqual(['Almoloya de Juárez', 'Almoloya del Río', 'Almoloya, Hidalgo']);
		expect(nearOf('Tlalnepantla')).toEqual(['Tlalnepantla de Baz', 'Tlalnepantla, Morelos']);
		expect(keyOf('Tlalnepantla, Morelos')).toBe('17024');
	});

	it.each([
		['Tolca', ['Toluca', 'Tolcayuca, Hidalgo']],
		['Nesahualcoyotl', ['Nezahualcóyotl']],
		['Acanbay', ['Acambay de Ruíz Castañeda']],
		['Juarez', ['Almoloya de Juárez']],
		['Tol', ['Toluca']],
		['Springfield', []],
		['', []],
		[' ¿? ', []],
	])('«%s» is never guessed', (typed, near) => {
		expect(nearOf(typed)).toEqual(near);
		expect(meaningOf(lookup, typed)).toMatchObject({ ambiguous: false });
	});
});

describe('suggestions', () => {
	it('have every word asked for, at the start of one of theirs', () => {
		expect(suggested('zaragoza ati')).toEqual(['Atizapán de Zaragoza']);
		expect(suggested('almoloya de j')).toEqual(['Almoloya de Juárez']);
	});

	it('begin with what was typed before they only have it', () => {
		const names = ['Villa de Allende', 'Allende'].map((name, index) => own(`1500${index}`, name));
		expect(suggest(lookupOf(names), 'allen').map(({ text }) => text)).toEqual([
			'Allende',
			'Villa de Allende',
		]);
	});

	it('are of this place, and of others only when none here is meant', () => {
		expect(suggested('mor')).toEqual(['Morelos']);
		expect(suggested('coyo')).toEqual(['Coyoacán, Ciudad de México']);
	});

	it('forgive a slip when nothing else is found', () => {
		expect(suggested('tolcua')).toEqual(['Toluca']);
	});

	it('are the first ones when nothing was typed, and never more than fit on a phone', () => {
		expect(suggested('')).toHaveLength(8);
		expect(suggested('')[0]).toBe('Acambay de Ruíz Castañeda');
	});
});

it('texts that would read the same have their key beside them', () => {
	expect(nearOf('San Juan Mixtepec')).toEqual([
		'San Juan Mixtepec, Oaxaca (20208)',
		'San Juan Mixtepec, Oaxaca (20209)',
	]);
	expect(keyOf('San Juan Mixtepec, Oaxaca (20209)')).toBe('20209');
});
