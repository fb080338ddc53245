import { describe, expect, it } from 'vitest';
import { aDegree, aPost, criterionOf, linesOf, rate } from '#lib/rating/rating.factory.ts';

describe('the level of studies', () => {
	it('is the highest one alone', () => {
		const [master, degree, again] = [
			aDegree({ level: 'MAESTRIA', field: 'OTHER' }),
			aDegree({ level: 'LICENCIATURA', field: 'OTHER' }),
			aDegree({ level: 'MAESTRIA', field: 'OTHER', programme: 'Otra' }),
		];
		expect(linesOf(rate([degree, again, master]), 'A1')).toEqual({
			[master.id]: 'yes counted 2200',
			[again.id]: 'no same_level 0',
			[degree.id]: 'no lower_level 0',
		});
	});

	it('earns nothing when it is missing or no level', () => {
		const claims = [undefined, null, '', 'DIPLOMADO', 7].map((level) => aDegree({ level, field: 'ECON' }));
		const score = rate(claims);
		expect(score).toMatchObject({ points: 0, stars: null });
		expect(Object.values(linesOf(score, 'A1'))).toEqual(claims.map(() => 'no incomplete 0'));
	});
});

describe('a related field', () => {
	it('counts with the best related degree, also below an unrelated one', () => {
		const [master, degree, school] = [
			aDegree({ level: 'MAESTRIA', field: 'OTHER' }),
			aDegree({ level: 'LICENCIATURA', field: 'ECON' }),
			aDegree({ level: 'MEDIA_SUPERIOR', field: 'ACCT_ADMIN' }),
		];
		expect(linesOf(rate([school, degree, master]), 'A2')).toEqual({
			[master.id]: 'no unrelated_field 0',
			[degree.id]: 'yes counted 400',
			[school.id]: 'no lower_level 0',
		});
	});

	it.each([
		['SECUNDARIA', 0],
		['MEDIA_SUPERIOR', 200],
		['TSU', 200],
		['LICENCIATURA_SIN_TITULO', 400],
		['DOCTORADO', 400],
	])('at level %s adds %i', (level, points) => {
		expect(criterionOf(rate([aDegree({ level, field: 'LEGAL' })]), 'A2').points).toBe(points);
	});

	it('tells why it adds nothing at a low level or without a field', () => {
		const [low, none] = [aDegree({ level: 'PRIMARIA', field: 'LEGAL' }), aDegree({ level: 'SECUNDARIA' })];
		expect(linesOf(rate([low, none]), 'A2')).toEqual({
			[low.id]: 'no level_too_low 0',
			[none.id]: 'no incomplete 0',
		});
	});

	it.each([
		['CAT', 400],
		['OBR', 400],
		['TES', 0],
	])('of engineering with a post in %s adds %i', (area, points) => {
		const degree = aDegree({ level: 'LICENCIATURA', field: 'ENG_CADASTRE' });
		const score = rate([degree, aPost({ area, from: '2025-01', to: '2025-03' })]);
		expect(criterionOf(score, 'A2').points).toBe(points);
		expect(linesOf(score, 'A2')[degree.id]).toBe(points > 0 ? 'yes counted 400' : 'no needs_experience 0');
	});
});

describe('several degrees', () => {
	const a3 = (...claims: ReturnType<typeof aDegree>[]) => criterionOf(rate(claims), 'A3').points;
	const degree = (data: object) => aDegree({ level: 'LICENCIATURA', field: 'OTHER', ...data });

	it('add once there are two of licenciatura or above', () => {
		expect(a3(degree({ programme: 'Derecho' }), degree({ programme: 'Economía' }))).toBe(200);
		expect(a3(degree({}), degree({ level: 'MAESTRIA' }))).toBe(200);
		expect(a3(degree({}), degree({ level: 'LICENCIATURA_SIN_TITULO' }))).toBe(0);
		expect(a3(degree({}), degree({ level: 'TSU' }))).toBe(0);
	});

	it('are not the same programme typed twice', () => {
		const [first, second] = [
			degree({ programme: 'Contaduría Pública' }),
			degree({ programme: 'contaduria  publica' }),
		];
		const score = rate([first, second]);
		expect(linesOf(score, 'A3')).toEqual({
			[first.id]: 'no too_few_degrees 0',
			[second.id]: 'no repeated_degree 0',
		});
	});

	it('are not the same licence under two programmes', () => {
		const licence = { licenceNumber: '1234567', licenceIssuer: 'SEP' };
		expect(a3(degree({ programme: 'Derecho', ...licence }), degree({ programme: 'Leyes', ...licence }))).toBe(
			0,
		);
	});

	it('stay two when a third document repeats both', () => {
		const claims = [
			degree({ programme: 'Derecho', licenceNumber: '1234567' }),
			degree({ programme: 'Economía', licenceNumber: '7654321' }),
		];
		expect(a3(...claims)).toBe(200);
		expect(a3(...claims, degree({ programme: 'Derecho', licenceNumber: '7654321' }))).toBe(200);
	});
});
