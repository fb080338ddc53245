import { describe, expect, it } from 'vitest';
import { SHM_V1, aComingCourse } from '#lib/rating/rating.factory.ts';
import {
	limitInWords,
	obstacleInWords,
	starsChange,
	stepsInWords,
	weeksInWords,
} from '#lib/rating/model/step-words.ts';

const LEVELS = { MAESTRIA: 'Maestría' };

describe('steps in words', () => {
	it('are said together when they are of one kind', () => {
		const course = { key: 'course', hours: 40 } as const;
		expect(stepsInWords([course, { key: 'finance' }, course], LEVELS)).toEqual([
			'un certificado más en un estándar hacendario',
			'dos cursos de finanzas de 40 horas cada uno',
		]);
		expect(stepsInWords([{ key: 'conference' }, { key: 'year' }], LEVELS)).toEqual([
			'una conferencia de desarrollo humano con asistencia comprobada',
			'12 meses más en su puesto actual',
		]);
		expect(stepsInWords([{ key: 'degree', level: 'MAESTRIA' }], LEVELS)).toEqual([
			'concluir el nivel siguiente de estudios, en el mismo campo: Maestría',
		]);
	});

	it('name the institution’s own courses, which come first', () => {
		const own = aComingCourse({ hours: 20, name: 'Tesorería' });
		expect(
			stepsInWords(
				[
					{ key: 'course', hours: 40 },
					{ key: 'course', hours: 20, own },
				],
				LEVELS,
			),
		).toEqual([
			'«Tesorería», curso o taller de 20 horas, del 11 al 15 de enero de 2027',
			'un curso de finanzas de 40 horas',
		]);
	});

	it('say why they are not offered, and what kept them from counting', () => {
		expect(obstacleInWords('degree', 'highest_level')).toBe(
			'Nivel siguiente de estudios: ya tiene el nivel de estudios más alto.',
		);
		expect(limitInWords({ kind: 'criterion', key: 'T1' }, SHM_V1)).toContain(
			'«Cursos de finanzas» llega a su tope de 6 puntos',
		);
		expect(limitInWords({ kind: 'element', key: 'training' }, SHM_V1)).toContain('tope de 10 puntos');
		expect(limitInWords({ kind: 'hours' }, SHM_V1)).toBe('De cada curso cuentan como máximo 40 horas.');
	});

	it('tell stars before and after', () => {
		expect(starsChange(29, 30)).toBe('Pasaría de 2.9 a 3.0 de 5 estrellas.');
		expect(starsChange(29, 29)).toBe('Seguiría en 2.9 de 5 estrellas.');
		expect(starsChange(null, null)).toBe('Seguiría sin estrellas.');
		expect(starsChange(null, 11)).toBe('Tendría 1.1 de 5 estrellas.');
	});
});

it.each([
	[1, 'una semana'],
	[8, '8 semanas'],
	[12, 'unos 3 meses'],
	[52, 'unos 12 meses'],
	[104, 'unos 2 años'],
	[130, 'unos 2 años y medio'],
	[156, 'unos 3 años'],
])('%i weeks are «%s»', (weeks, text) => {
	expect(weeksInWords(weeks)).toBe(text);
});
