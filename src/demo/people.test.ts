import { describe, expect, it } from 'vitest';
import { curpNameWarnings, parseCurp } from '#lib/identifiers/curp.ts';
import { fictitiousPerson } from './people.ts';

const people = (count: number, seed = 'prueba') =>
	Array.from({ length: count }, (_, number) => fictitiousPerson(seed, number));

describe('an invented person', () => {
	it('has a CURP that the rules accept and that agrees with the names', () => {
		for (const { curp, birthDate, sex, ...names } of people(500)) {
			expect(parseCurp(curp, '2026-11-22')).toMatchObject({ ok: true, birthDate, sex });
			expect(curpNameWarnings(curp, names)).toEqual([]);
		}
	});

	it('ends its CURP in a homonym position that real people hardly reach', () => {
		for (const { curp } of people(200)) expect(curp.charAt(16)).toMatch(/[95-8ZYXWV]/);
	});

	it('shares neither CURP nor e-mail with another number, also after all birthdays were given out', () => {
		const many = [
			...people(16_000),
			...Array.from({ length: 200 }, (_, i) => fictitiousPerson('prueba', 160_000 + i)),
		];
		expect(new Set(many.map(({ curp }) => curp)).size).toBe(many.length);
		expect(new Set(many.map(({ email }) => email)).size).toBe(many.length);
	});

	it('has an address that cannot exist', () => {
		for (const { email } of people(50)) expect(email).toMatch(/^[a-z.]+\.\d+@correo\.example$/);
	});

	it('is the same for the same seed and number, and another for another seed', () => {
		expect(people(20)).toEqual(people(20));
		expect(people(20, 'otra').map(({ givenNames }) => givenNames)).not.toEqual(
			people(20).map(({ givenNames }) => givenNames),
		);
	});
});
