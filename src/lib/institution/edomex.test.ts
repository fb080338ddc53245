import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calendarStatus, dueDate, isBusinessDay } from './calendar.ts';
import { lookupIn } from './catalogue-lookups.server.ts';
import { findPublicCatalogue, isKey, label } from './catalogues.server.ts';
import { CATALOGUE_NAMES, type CatalogueName } from './catalogues.ts';
import type { Section } from './documents.ts';
import { checkInstitution, institution } from './load-institution.server.ts';
import { meaningOf, suggest } from './lookup.ts';

const { catalogues, calendar, privacyNotices, policies, help, accessibility, settings } = institution();

/** Addresses that a person may find printed (contract.md); what a document links to must be one of them. */
const ADDRESSES = [
	'/',
	'/cedula',
	'/entrar',
	'/recuperar',
	'/mi',
	'/mi/ponderacion',
	'/mi/privacidad',
	'/mi/empleo',
	'/mi/formacion',
	'/mi/datos',
	'/vacantes',
	'/eventos',
	'/biblioteca',
	'/indicadores',
	'/verificar',
	'/aviso-de-privacidad',
	'/politicas',
	'/arco',
	'/accesibilidad',
	'/ayuda',
	'/como-se-califica',
];

describe('the institution that comes with the service', () => {
	it('has no errors', () => {
		expect(checkInstitution('edomex').errors).toEqual([]);
	});

	it('has the 125 municipalities with the population of the 2020 census', () => {
		const { items } = catalogues.municipalities;
		expect(items).toHaveLength(125);
		expect(items.reduce((sum, { population }) => sum + population, 0)).toBe(16_992_418);
	});

	it('knows the municipalities of the 32 states', () => {
		expect(catalogues.states.items).toHaveLength(32);
		expect(catalogues['national-municipalities'].items).toHaveLength(2478);
	});

	it('has the limits and terms of the rules', () => {
		expect(settings.deadlines).toMatchObject({
			answer: 5,
			target: 3,
			cutOff: '18:00',
			correction: 10,
			appeal: 15,
		});
		expect(settings.signIn).toMatchObject({
			failuresPerAccount: 10,
			failuresPerAddress: 300,
			windowMinutes: 10,
		});
		expect(settings.goals).toEqual({ firstYear: 100, secondYear: 650, population: 8096 });
		expect(settings.evidence).toMatchObject({ pages: 40, filesPerClaim: 60, personSizeBytes: 524_288_000 });
	});
});

describe('its calendar', () => {
	it.each([
		['2025', ['01-01', '02-03', '03-17', '05-01', '09-16', '11-17', '12-25']],
		['2026', ['01-01', '02-02', '03-16', '05-01', '09-16', '11-16', '12-25']],
		['2027', ['01-01', '02-01', '03-15', '05-01', '09-16', '11-15', '12-25']],
		['2028', ['01-01', '02-07', '03-20', '05-01', '09-16', '11-20', '12-25']],
	])('has the days of the labour law in %s and three of the State', (year, days) => {
		const expected = [...days, '03-02', '05-05', '11-02'].map((day) => `${year}-${day}`).sort();
		expect([...calendar.daysOff.keys()].filter((day) => day.startsWith(year)).sort()).toEqual(expected);
		expect(calendarStatus(`${year}-07-01`, calendar)).toBe('provisional');
	});

	it.each([
		['2026-01-12', 5, '2026-01-19'],
		['2026-01-30', 3, '2026-02-05'],
		['2026-04-30', 5, '2026-05-11'],
		['2026-05-09', 3, '2026-05-13'],
		['2026-10-30', 3, '2026-11-05'],
		['2026-11-09', 20, '2026-12-08'],
		['2026-12-23', 5, '2026-12-31'],
	])('ends a term that runs from %s for %i business days on %s', (received, term, due) => {
		expect(dueDate(received, term, calendar)).toBe(due);
		expect(isBusinessDay(due, calendar)).toBe(true);
	});
});

describe('its catalogues', () => {
	it('answer by name, and by no other name', () => {
		for (const name of CATALOGUE_NAMES) expect(findPublicCatalogue(name)).toBe(catalogues[name]);
		expect(findPublicCatalogue('constructor')).toBeUndefined();
		expect(findPublicCatalogue('privacy-notice')).toMatchObject({
			version: '2026-01',
			publishedOn: '2026-01-05',
		});
	});

	it('give a label, or the key when they do not have it', () => {
		expect(label('municipalities', '15106')).toBe('Toluca');
		expect(label('municipalities', '99999')).toBe('99999');
		expect(isKey('levels', 'HEAD')).toBe(true);
		expect(isKey('levels', 'head')).toBe(false);
	});

	it('are found as people type', () => {
		const first = (name: CatalogueName, typed: string) => suggest(lookupIn(name), typed)[0]?.text;
		expect(first('municipalities', 'acambay')).toBe('Acambay de Ruíz Castañeda');
		expect(first('municipalities', 'iztapa')).toBe('Iztapalapa, Ciudad de México');
		expect(first('national-municipalities', 'tol')).toBe('Toluca, Estado de México');
		expect(first('positions', 'tesorera')).toMatch(/^Tesorer/);
		expect(first('competencies', 'ec0105')).toBe('EC0105 Atención al ciudadano en el sector público');
	});

	it('take back every text that they show, for the very item that it stood for', () => {
		for (const name of CATALOGUE_NAMES) {
			const lookup = lookupIn(name);
			const lost = lookup.entries.filter(({ key, text }) => {
				const meaning = meaningOf(lookup, text);
				return !('item' in meaning) || meaning.item.key !== key;
			});
			expect(lost, name).toEqual([]);
		}
	});

	it('have reasons for both verdicts on every kind of item', () => {
		for (const verdict of ['observed', 'rejected'] as const)
			for (const kind of ['education', 'experience', 'certification', 'training'] as const) {
				const fitting = catalogues.reasons.items.filter(
					({ verdicts, kinds }) => verdicts.includes(verdict) && kinds.includes(kind),
				);
				expect(fitting.length).toBeGreaterThan(5);
			}
	});
});

describe('its texts', () => {
	const documents = [...privacyNotices, ...policies, help, accessibility];

	it('lead only to addresses that exist', () => {
		const pages: Section[][] = [
			...documents.map(({ sections }) => sections),
			...privacyNotices.map(({ short }) => short),
		];
		const links = pages
			.flat()
			.flatMap(({ blocks }) => blocks.flatMap((block) => ('link' in block ? [block.link.href] : [])));
		expect(links.length).toBeGreaterThan(10);
		expect(links.filter((href) => !ADDRESSES.includes(href))).toEqual([]);
	});

	it('have no exclamation marks and nothing that waits to be confirmed', () => {
		const files = readdirSync('instances/edomex', { recursive: true, encoding: 'utf8' })
			.filter((file) => /^(texts|help|policies|privacy-notice|catalogues)\/.+\.(json|txt)$/.test(file))
			.filter((file) =>
				/[!¡]|to be confirmed|por confirmar/i.test(readFileSync(`instances/edomex/${file}`, 'utf8')),
			);
		expect(files).toEqual([]);
	});
});
