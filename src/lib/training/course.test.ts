import { describe, expect, it } from 'vitest';
import { courseForm, registrationLink } from './course.ts';
import { courseInWords } from './course-words.ts';

const TODAY = '2026-11-23';
const FORM = {
	name: ' Presupuesto  basado en resultados ',
	type: 'COURSE',
	theme: 'FINANCE',
	institution: 'Instituto Hacendario',
	hours: '40',
	beginsOn: '2027-01-11',
	endsOn: '2027-02-05',
	mode: 'place',
	place: 'Aula 2, Toluca',
	registration: 'Llame al 722 000 0000.',
};
const problems = (changes: Record<string, string>, unchanged?: string) =>
	courseForm(TODAY, unchanged)
		.safeParse({ ...FORM, ...changes })
		.error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('the form of a course', () => {
	it('takes what a training claim says, and where it is given', () => {
		const { mode: _, ...rest } = FORM;
		const details = { ...rest, name: 'Presupuesto basado en resultados', hours: 40 };
		expect(courseForm(TODAY).parse(FORM)).toEqual(details);
		expect(courseForm(TODAY).parse({ ...FORM, mode: 'distance', place: ' ' }).place).toBeNull();
	});

	it('names what is missing or cannot be', () => {
		expect(problems({})).toEqual([]);
		expect(problems({ place: ' ' })).toEqual(['place']);
		expect(problems({ mode: 'distance' })).toEqual(['place']);
		expect(problems({ endsOn: '2027-01-10' })).toEqual(['endsOn']);
		expect(problems({ endsOn: '2072-01-11' })).toEqual(['endsOn']);
		expect(problems({ beginsOn: '2027-02-30' })).toEqual(['beginsOn']);
		expect(problems({ beginsOn: '', hours: '0', type: 'INSTRUCTOR' })).toEqual(['type', 'hours', 'beginsOn']);
		expect(Object.keys(FORM).every((field) => problems({ [field]: '' }).includes(field))).toBe(true);
	});

	it('announces nothing that began, but lets it be mended', () => {
		expect(problems({ beginsOn: TODAY })).toEqual([]);
		expect(problems({ beginsOn: '2026-11-22' })).toEqual(['beginsOn']);
		expect(problems({ beginsOn: '2026-11-22' }, '2026-11-22')).toEqual([]);
		expect(problems({ beginsOn: '2029-01-11', endsOn: '2029-01-12' })).toEqual(['beginsOn']);
	});
});

it.each([
	['https://instituto.example/cursos?id=1', 'https://instituto.example/cursos?id=1'],
	['instituto.example/cursos', 'https://instituto.example/cursos'],
	['www.instituto.example', 'https://www.instituto.example/'],
	['Llame al 722 000 0000.', null],
	['cursos@instituto.example', null],
	['javascript:alert(1)', null],
	['Escriba a https://instituto.example', null],
	['Ventanilla.', null],
])('«%s» leads to %s', (registration, link) => {
	expect(registrationLink(registration)).toBe(link);
});

it('is told in plain words', () => {
	const details = courseForm(TODAY).parse(FORM);
	expect(courseInWords(details)).toMatchObject({
		kind: 'Curso o taller de hacienda pública y finanzas',
		when: 'Del 11 de enero al 5 de febrero de 2027',
		hours: '40 horas',
		place: 'Aula 2, Toluca',
	});
	const talk = { ...details, type: 'CONFERENCE', theme: 'OTHER', place: null, hours: 1 } as const;
	expect(courseInWords({ ...talk, endsOn: talk.beginsOn })).toMatchObject({
		kind: 'Conferencia',
		when: 'El 11 de enero de 2027',
		hours: '1 hora',
		place: 'A distancia',
	});
});
