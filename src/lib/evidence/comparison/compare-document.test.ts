import { describe, expect, it } from 'vitest';
import { DEGREE, found, JUANA, results } from '../../../../tests/support/comparisons.ts';
import { compareDocument } from './compare-document.ts';

describe('a degree', () => {
	const degree = (programme: string) =>
		results(DEGREE, 'education', { programme, level: 'LICENCIATURA' }).programme;

	it.each([
		'Licenciatura en Ciencias Políticas y Administración Pública',
		'LIC. EN CIENCIAS POLITICAS Y ADMINISTRACION PUBLICA',
		'Ciencias Políticas y Administración Pública',
		'licenciado en ciencias políticas y admón. pública',
	])('is the same however it is written: %s', (programme) => expect(degree(programme)).toBe('match'));

	it.each([
		'Licenciatura en Ciencias Políticas',
		'Licenciatura en Administración Pública',
		'Licenciatura en Administración',
		'Maestría en Ciencias Políticas y Administración Pública',
		'Licenciatura en Ciencias Políticas y Administración Privada',
	])('is another one: %s', (programme) => expect(degree(programme)).toBe('mismatch'));

	it('was finished on the day of the examination, in words, not on that of the paper', () => {
		const day = (finishedOn: string) => results(DEGREE, 'education', { finishedOn }).finishedOn;
		expect(day('2011-05-03')).toBe('match');
		for (const other of ['2011-05-13', '2011-03-05', '2010-05-03', '2011-09-14', '2011-06-03'])
			expect(day(other), other).toBe('mismatch');
		expect(found(DEGREE, 'education', { finishedOn: '2011-05-13' }, 'finishedOn')).toBe('2011-05-03');
	});
});

describe('an institution', () => {
	const institution = (name: string) => results(DEGREE, 'education', { institution: name }).institution;

	it.each(['UNIVERSIDAD AUTONOMA DEL VALLE DE ZUMPANGO', 'Univ. Autónoma del Valle de Zumpango'])(
		'is the same however it is written: %s',
		(name) => expect(institution(name)).toBe('match'),
	);

	it.each([
		'Universidad Autónoma del Valle',
		'Universidad Autónoma',
		'Universidad Autónoma del Valle de Zumpango y Tecámac',
		'Universidad Autónoma del Valle de Toluca',
	])('is another one: %s', (name) => expect(institution(name)).toBe('mismatch'));

	it('that goes on in the next line is a longer one', () => {
		const said = `
			UNIVERSIDAD INTERCULTURAL DEL VALLE
			              ÑUHÚ

			           CONSTANCIA DE ESTUDIOS`;
		const of = (name: string) => results(said, 'education', { institution: name }).institution;
		expect(of('Universidad Intercultural del Valle Ñuhú')).toBe('match');
		expect(of('Universidad Intercultural del Valle')).toBe('mismatch');
	});
});

describe('the name of the person', () => {
	const of = (said: string, holder = JUANA, confidence = 100) =>
		results(said, 'training', {}, confidence, holder)['holder.name'];

	it.each([
		'Se hace constar que la C. Juana Inés Ibarra Meza acreditó el curso.',
		'Se otorga a IBARRA MEZA JUANA INES por su participación.',
		'A: Lic. Juana Inés Ibarra Meza',
	])('stands there: %s', (said) => expect(of(said)).toBe('match'));

	it.each([
		'Se hace constar que la C. Juana Inés Ibarra Mesa acreditó el curso.',
		'Se hace constar que la C. Juana Ibarra Meza acreditó el curso.',
		'Se hace constar que la C. Ana Juana Inés Ibarra Meza acreditó el curso.',
		'Se hace constar que la C. Juana Inés Ibarra Meza Ortiz acreditó el curso.',
		'Se hace constar que la C. Juana Inés Meza Ibarra acreditó el curso.',
		'Se hace constar que la C. Juan Inés Ibarra Meza acreditó el curso.',
		'Se hace constar que el C. Pedro Luna Solís acreditó el curso.',
	])('is that of somebody else: %s', (said) => expect(of(said)).toBe('mismatch'));

	it('may stand in the cells of a form', () => {
		const form = (given: string, first: string, second: string) => `
			NOMBRE(S)            ${given}
			PRIMER APELLIDO      ${first}
			SEGUNDO APELLIDO     ${second}`;
		expect(of(form('JUANA INÉS', 'IBARRA', 'MEZA'))).toBe('match');
		expect(of(form('JUANA INÉS', 'MEZA', 'IBARRA'))).toBe('mismatch');
		expect(of(form('JUANA', 'IBARRA', 'MEZA'))).toBe('mismatch');
		expect(of(form('JUANA INÉS', 'IBARRA', 'MEZA'), { ...JUANA, secondSurname: null as never })).toBe(
			'mismatch',
		);
	});

	it('that was misread is left to a person, unless the letters only look alike', () => {
		expect(of('La C. JUANA INÉS 1BARRA MEZA acreditó', JUANA, 60)).toBe('match');
		expect(of('La C. Juana Inés Ibarva Meza acreditó', JUANA, 60)).toBe('not_found');
		expect(of('La C. Juana Inés Ibarra Mendoza acreditó', JUANA, 95)).toBe('mismatch');
	});
});

describe('an employment', () => {
	const LETTER = `
		H. Ayuntamiento de Atizapán de Zaragoza
		Dirección de Administración

		A quien corresponda: la C. Juana Inés Ibarra Meza laboró en este
		Ayuntamiento como Jefa de Ingresos y Recaudación, del 6 de julio
		de 2015 al 7 de septiembre de 2018, con buen desempeño.

		Atizapán, a 20 de septiembre de 2018.`;
	const of = (field: string, value: string) => results(LETTER, 'experience', { [field]: value })[field];

	it('is with the municipality of that name, not with one whose name begins alike', () => {
		expect(of('employer', 'Ayuntamiento de Atizapán de Zaragoza')).toBe('match');
		expect(of('employer', 'H. AYUNTAMIENTO CONSTITUCIONAL DE ATIZAPAN DE ZARAGOZA')).toBe('match');
		expect(of('employer', 'Ayuntamiento de Atizapán')).toBe('mismatch');
		expect(of('employer', 'Ayuntamiento de Zaragoza')).toBe('mismatch');
		expect(of('employer', 'Ayuntamiento de Tecámac')).toBe('mismatch');
	});

	it('is not with a town hall when it is with another body', () => {
		const said = 'El Sistema Municipal DIF de Ixtlahuaca hace constar que laboró desde el 2 de mayo de 2019.';
		const rows = (employer: string) => results(said, 'experience', { employer }).employer;
		expect(rows('Sistema Municipal DIF de Ixtlahuaca')).toBe('match');
		for (const other of [
			'Ayuntamiento de Toluca',
			'Sistema Municipal DIF',
			'Sistema Municipal DIF de Ixtapan',
		])
			expect(rows(other), other).toBe('mismatch');
	});

	it('is in the whole post, as a woman or a man calls it', () => {
		expect(of('position', 'Jefe de Ingresos y Recaudación')).toBe('match');
		for (const other of [
			'Jefa de Ingresos',
			'Jefa de Egresos',
			'Subjefa de Ingresos y Recaudación',
			'Ingresos y Recaudación',
		])
			expect(of('position', other), other).toBe('mismatch');
	});

	it('lasted from one day to the other; the day of the letter is neither', () => {
		expect([of('from', '2015-07-06'), of('from', '2015-07'), of('to', '2018-09-07')]).toEqual([
			'match',
			'match',
			'match',
		]);
		expect([of('from', '2015-06-07'), of('from', '2018-09-07'), of('from', '2015-08')]).toEqual(
			Array.from({ length: 3 }, () => 'mismatch'),
		);
		expect([of('to', '2018-09-20'), of('to', '2018-09-08'), of('to', '2015-07-06')]).toEqual(
			Array.from({ length: 3 }, () => 'mismatch'),
		);
	});

	it('of an appointment says no end, and then none is compared', () => {
		const said = `
			NOMBRAMIENTO
			Se nombra a la C. Juana Inés Ibarra Meza como Tesorera Municipal del
			Ayuntamiento de Jocotitlán, a partir del primero de enero de 2022.`;
		const rows = results(said, 'experience', { from: '2022-01-01', to: '2024-12-31' });
		expect(rows).toMatchObject({ from: 'match' });
		expect(rows).not.toHaveProperty('to');
	});
});

describe('a course', () => {
	const COURSE = `
		El Instituto de Estudios Municipales del Altiplano, A.C. otorga la presente
		CONSTANCIA
		a Juana Inés Ibarra Meza por acreditar el curso «Presupuesto basado en
		resultados y evaluación», impartido del 3 al 7 de junio de 2019, con
		duración de veinticinco horas, en sesiones de 5 horas cada una.`;
	const of = (field: string, value: string | number) =>
		results(COURSE, 'training', { [field]: value })[field];

	it('has its whole name', () => {
		expect(of('name', 'presupuesto basado en resultados y evaluacion')).toBe('match');
		for (const other of [
			'Presupuesto basado en resultados',
			'Presupuesto',
			'Resultados y evaluación',
			'Presupuesto basado en resultados y auditoría',
		])
			expect(of('name', other), other).toBe('mismatch');
	});

	it('lasted the hours that are called its duration', () => {
		expect([of('hours', 25), of('hours', 5), of('hours', 20), of('hours', 250)]).toEqual([
			'match',
			'mismatch',
			'mismatch',
			'mismatch',
		]);
	});

	it('went on within a month', () => {
		expect([of('from', '2019-06-03'), of('to', '2019-06-07')]).toEqual(['match', 'match']);
		expect([of('from', '2019-06-07'), of('to', '2019-06-03'), of('from', '2019-07-03')]).toEqual(
			Array.from({ length: 3 }, () => 'mismatch'),
		);
	});
});

describe('a document without a word', () => {
	it('has a row for each field of its kind, and none was found', () => {
		const rows = compareDocument(
			{ pages: [{ source: 'picture', shape: 1, lines: [], pieces: [] }] },
			{
				kind: 'training',
				data: { name: 'Ética', hours: 10 },
				holder: JUANA,
				standard: null,
			},
		);
		expect(rows.map(({ field, result, page }) => [field, result, page])).toEqual([
			['holder.name', 'not_found', 1],
			['name', 'not_found', 1],
			['hours', 'not_found', 1],
		]);
	});
});
