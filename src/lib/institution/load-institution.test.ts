import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { checkInstitution, institution, loadInstitution } from './load-institution.server.ts';
import { at, testFolder } from './test-folder.server.ts';

const { root, path, errorsWith, errorsWithJson, errorsWithout, remove } = testFolder();

afterAll(remove);

describe('a folder that is right', () => {
	it('gives an institution without errors', () => {
		const { errors, institution: read } = checkInstitution('prueba', { root });
		expect(errors).toEqual([]);
		expect(read?.settings.evidence.fileSizeBytes).toBe(15 * 1024 * 1024);
		expect(read?.catalogues.municipalities.items).toHaveLength(125);
		expect(read?.weighting.map(({ name }) => name)).toContain('shm-v1');
	});

	it('is read once and kept', () => {
		expect(institution()).toBe(institution());
		expect(institution().key).toBe('edomex');
	});

	it('may have a logo', () => {
		writeFileSync(path('logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>');
		const settings = readFileSync(path('institution.json'), 'utf8');
		writeFileSync(
			path('institution.json'),
			JSON.stringify({ ...JSON.parse(settings), logo: { file: 'logo.svg', alt: 'Instituto' } }),
		);
		try {
			expect(loadInstitution('prueba', { root }).logo?.alt).toBe('Instituto');
			writeFileSync(path('logo.svg'), '<svg><script>alert(1)</script></svg>');
			expect(() => loadInstitution('prueba', { root })).toThrow('logo.svg: lleva programas o direcciones');
		} finally {
			writeFileSync(path('institution.json'), settings);
			rmSync(path('logo.svg'));
		}
	});
});

describe('a folder that is not there', () => {
	it.each(['nada', '../edomex', 'a/b', '', 'MAYUS'])('named %j is said so', (key) => {
		expect(checkInstitution(key, { root }).errors).toEqual([
			`instances/${key}: no existe la carpeta; INSTITUTION debe nombrar una carpeta de instances/`,
		]);
	});
});

describe('a file that cannot be read', () => {
	it.each([
		'institution.json',
		'catalogues/areas.json',
		'texts/rated.txt',
		'help/ayuda.json',
		'map/municipalities.topojson',
	])('%s, when it is missing', (file) => {
		expect(errorsWithout(file)).toEqual(at(file, 'no existe el archivo'));
	});

	it('is named with the line where it stops being JSON', () => {
		expect(
			errorsWith('calendar/2026.json', (text) => text.replace('"provisional",', '"provisional"')),
		).toEqual(at('calendar/2026.json', 'línea 4: no es JSON; revise comas, comillas y llaves'));
	});

	it('is named when it is not UTF-8', () => {
		const latin = (text: string) => Buffer.from(text, 'latin1');
		expect(errorsWith('texts/rated.txt', latin)).toEqual(
			at('texts/rated.txt', 'línea 1: no está guardado en UTF-8'),
		);
	});
});

describe('a value that is wrong', () => {
	it.each([
		[
			'calendar/2026.json',
			(v: { dates: { date: string }[] }) => (v.dates[3]!.date = '16/03/2026'),
			'dates[3].date: se esperaba AAAA-MM-DD',
		],
		[
			'calendar/2026.json',
			(v: { dates: { date: string }[] }) => (v.dates[3]!.date = '2026-02-30'),
			'dates[3].date: ese día no existe',
		],
		[
			'institution.json',
			(v: { goals: object }) => (v.goals = { firstYear: 100, secondYear: 650 }),
			'goals.population: falta; se esperaba un número',
		],
		['institution.json', (v: { shortName: unknown }) => (v.shortName = 7), 'shortName: se esperaba un texto'],
		['institution.json', (v: { nombre: string }) => (v.nombre = 'x'), 'no se conoce «nombre»'],
		[
			'institution.json',
			(v: { timeZone: string }) => (v.timeZone = 'Mexico'),
			'timeZone: se esperaba una zona horaria de la base IANA, como America/Mexico_City',
		],
		[
			'institution.json',
			(v: { deadlines: { cutOff: string } }) => (v.deadlines.cutOff = '25:00'),
			'deadlines.cutOff: se esperaba una hora de 24 horas, como 18:00',
		],
		[
			'institution.json',
			(v: { deadlines: { target: number } }) => (v.deadlines.target = 6),
			'deadlines.target: la meta no puede ser mayor que el plazo (answer)',
		],
		[
			'institution.json',
			(v: { contact: { email: string } }) => (v.contact.email = 'no'),
			'contact.email: se esperaba un correo, como nombre@dominio.mx',
		],
		[
			'institution.json',
			(v: { website: string }) => (v.website = 'javascript:alert(1)'),
			'website: se esperaba una dirección web completa, con https://',
		],
		[
			'institution.json',
			(v: { evidence: { personMegabytes: number } }) => (v.evidence.personMegabytes = 10),
			'evidence.personMegabytes: es menor que lo que puede pesar un solo archivo (fileMegabytes)',
		],
		[
			'catalogues/municipalities.json',
			(v: { items: { key: string }[] }) => (v.items[2]!.key = '003'),
			'items[2].key: se esperaban 5 dígitos del INEGI: 2 del estado y 3 del municipio',
		],
		[
			'catalogues/reasons.json',
			(v: { items: { verdicts: string[] }[] }) => (v.items[0]!.verdicts = ['accepted']),
			'items[0].verdicts[0]: se esperaba uno de: observed, rejected',
		],
	] as [string, (value: never) => unknown, string][])('%s: %o → %s', (file, edit, problem) => {
		expect(errorsWithJson(file, edit as (value: unknown) => unknown)).toEqual(at(file, problem));
	});

	it('does not hide another one: all are told at once', () => {
		const before = readFileSync(path('texts/rated.txt'), 'utf8');
		writeFileSync(path('texts/rated.txt'), `${before}{{curp}}\n`);
		const errors = errorsWithJson('institution.json', (value) => {
			value.shortName = '';
			value.folioPrefix = 'shm';
		});
		writeFileSync(path('texts/rated.txt'), before);
		expect(errors).toHaveLength(3);
	});
});

describe('the weighting models', () => {
	it('are needed', () => {
		expect(errorsWithout('weighting')).toEqual(at('weighting', 'se esperaba al menos un archivo .json'));
	});

	it('are checked by whoever knows their shape', () => {
		const checkWeighting = ({ name }: { name: string }) => (name === 'shm-v1' ? ['caps: no suman'] : []);
		expect(checkInstitution('prueba', { root, checkWeighting }).errors).toEqual(
			at('weighting/shm-v1.json', 'caps: no suman'),
		);
	});
});

describe('what works but should not stay so', () => {
	it('is told as a warning: sample contact data and provisional calendars', () => {
		const { warnings } = loadInstitution('prueba', { root });
		expect(warnings).toContain(
			'instances/prueba/institution.json: contact.email: es un dato de muestra; escriba el verdadero antes de abrir el servicio',
		);
		expect(warnings.filter((warning) => warning.includes('provisional'))).toHaveLength(4);
	});
});
