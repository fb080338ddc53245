import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { checkInstitution } from './load-institution.server.ts';
import { at, testFolder } from './test-folder.server.ts';

const { root, path, errorsWith, errorsWithJson, remove } = testFolder();

afterAll(remove);

describe('files that contradict each other', () => {
	it('a key given twice', () => {
		expect(
			errorsWithJson('catalogues/areas.json', (v) => v.items.push({ ...v.items[0], label: 'Otra vez' })),
		).toEqual(at('catalogues/areas.json', 'items[16].key: la clave TES está repetida'));
	});

	it('a key that the rules need', () => {
		expect(
			errorsWithJson('catalogues/reasons.json', (v) => {
				v.items = v.items.filter(({ key }: { key: string }) => key !== 'identity');
			}),
		).toEqual(
			at('catalogues/reasons.json', 'items: falta la clave identity, que usan las reglas del servicio'),
		);
	});

	it.each([
		['area', 'XXX', 'items[0].area: XXX no está en catalogues/areas'],
		['level', 'BOSS', 'items[0].level: BOSS no está en catalogues/levels'],
		['standard', 'NICL-NADA', 'items[0].standard: NICL-NADA no está en catalogues/competencies'],
		['relatedFields', ['LAW'], 'items[0].relatedFields[0]: LAW no está en catalogues/fields'],
	])('a position whose %s is not in its catalogue', (key, value, problem) => {
		expect(errorsWithJson('catalogues/positions.json', (v) => (v.items[0][key] = value))).toEqual(
			at('catalogues/positions.json', problem),
		);
	});

	it('a standard required for a position that does not exist', () => {
		expect(
			errorsWithJson('catalogues/competencies.json', (v) => (v.items[0].requiredFor = ['nadie'])),
		).toEqual(
			at('catalogues/competencies.json', 'items[0].requiredFor[0]: nadie no está en catalogues/positions'),
		);
	});

	it('a municipality that is not on the map', () => {
		const errors = errorsWithJson('catalogues/municipalities.json', (v) => v.items.pop());
		expect(errors).toEqual(at('map/municipalities.topojson', 'el municipio 15125 no está en el catálogo'));
	});

	it.each([
		['2027-01-01', undefined, 'dates[10]: 2027-01-01 no es del año 2026; escríbalo en el archivo de su año'],
		['2026-05-01', undefined, 'dates[10]: el día 2026-05-01 está repetido'],
		['2026-07-24', '2026-07-20', 'dates[10].until: es anterior a date'],
		[
			'2026-12-28',
			'2027-01-06',
			'dates[10]: 2027-01-01 no es del año 2026; escríbalo en el archivo de su año',
		],
	])('a day off from %s until %s', (date, until, problem) => {
		const day = { date, until, kind: 'vacation', name: 'Vacaciones' };
		expect(errorsWithJson('calendar/2026.json', (v) => v.dates.push(day))).toEqual(
			at('calendar/2026.json', problem),
		);
	});

	it('a calendar of another year than its file', () => {
		const errors = errorsWithJson('calendar/2028.json', (v) => {
			v.year = 2029;
			v.dates = [];
		});
		expect(errors).toEqual(at('calendar/2028.json', 'year: dice 2029 y el archivo es 2028.json'));
	});

	it('a privacy notice without one of the purposes that need consent', () => {
		expect(errorsWithJson('privacy-notice/2026-01.json', (v) => v.consents.pop())).toEqual(
			at('privacy-notice/2026-01.json', 'consents: falta la finalidad publicCv'),
		);
	});

	it('a version that is not the name of its file', () => {
		expect(errorsWithJson('policies/2026-01.json', (v) => (v.version = '2026-02'))).toEqual(
			at('policies/2026-01.json', 'version: dice 2026-02 y el archivo es 2026-01.json'),
		);
	});

	it('a section whose key is taken, and a table with a row too short', () => {
		const errors = errorsWithJson('policies/2026-01.json', (v) => {
			v.sections[1].key = v.sections[0].key;
			v.sections[0].blocks = [{ table: { caption: 'x', head: ['a', 'b'], rows: [['1']] } }];
		});
		expect(errors).toEqual([
			...at('policies/2026-01.json', 'sections[1].key: la clave que-es está repetida'),
			...at('policies/2026-01.json', 'sections[0].blocks[0].table: cada renglón lleva 2 celdas'),
		]);
	});

	it('a mail text of a message that is never sent', () => {
		writeFileSync(path('texts/saludo.txt'), 'Asunto: x\n\n{{link}}\n');
		const { errors } = checkInstitution('prueba', { root });
		rmSync(path('texts/saludo.txt'));
		expect(errors).toEqual(at('texts/saludo.txt', 'el servicio no envía un mensaje con ese nombre'));
	});

	it('a mail text that asks for personal data', () => {
		const errors = errorsWith('texts/rated.txt', (text) => text.replace('{{folio}}', '{{curp}}'));
		expect(errors).toHaveLength(1);
		expect(errors[0]).toContain('texts/rated.txt: línea 1: no existe {{curp}}');
	});

	it('colours that cannot be read', () => {
		const errors = errorsWithJson('institution.json', (v) => {
			v.colours = { light: { '--color-ink': '#cccccc' }, dark: { '--color-ink': '#ece9e2' } };
		});
		expect(errors.length).toBeGreaterThan(0);
		expect(errors[0]).toMatch(
			/institution\.json: colours\.light: --color-ink sobre --color-paper tiene contraste/,
		);
	});
});
