import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildCurp, curpNameWarnings, expectedCurpPrefix, parseCurp } from '#lib/identifiers/curp.ts';
import type { CurpSex } from '#lib/identifiers/curp.ts';
import { buildRfc, expectedRfcLetters, parseRfc, rfcWarnings } from '#lib/identifiers/rfc.ts';

interface Vector {
	kind: 'curp' | 'rfc';
	value: string;
	valid: boolean;
	errors: string[];
	note: string;
}

interface Generation {
	name: string;
	surname1: string;
	surname2: string | null;
	birthDate: string;
	sex: CurpSex;
	birthState: string;
	curp16: string;
	curp: string;
	rfc: string | null;
}

const fixture = JSON.parse(
	readFileSync(new URL('../../../tests/fixtures/identifiers-vectors.json', import.meta.url), 'utf8'),
) as { asOf: string; vectors: Vector[]; generation: Generation[] };

const namesOf = (person: Generation) => ({
	givenNames: person.name,
	firstSurname: person.surname1,
	secondSurname: person.surname2,
});

describe('the 66 published and computed keys', () => {
	it('are all there', () => {
		expect(fixture.vectors).toHaveLength(66);
		expect(fixture.vectors.filter((vector) => vector.valid)).toHaveLength(44);
	});

	it.each(fixture.vectors)('$kind $value: $note', ({ kind, value, valid, errors }) => {
		const parsed = kind === 'curp' ? parseCurp(value, fixture.asOf) : parseRfc(value);
		expect(parsed.ok).toBe(valid);
		expect(parsed.ok ? [] : parsed.errors).toEqual(errors);
		if (parsed.ok) expect('curp' in parsed ? parsed.curp : parsed.rfc).toBe(value);
	});
});

describe('the 20 people whose keys are built from their names', () => {
	it('are all there', () => {
		expect(fixture.generation).toHaveLength(20);
	});

	it.each(fixture.generation)('gives $curp to $name $surname1', (person) => {
		const { letters, consonants } = expectedCurpPrefix(namesOf(person));
		expect(letters).toBe(person.curp16.slice(0, 4));
		expect(consonants).toBe(person.curp16.slice(13));
		expect(buildCurp({ ...person, ...namesOf(person) })).toBe(person.curp);
	});

	it.each(fixture.generation)('reads the birth of $name $surname1 back from $curp', (person) => {
		expect(parseCurp(person.curp, fixture.asOf)).toEqual({
			ok: true,
			curp: person.curp,
			birthDate: person.birthDate,
			sex: person.sex,
			birthState: person.birthState,
		});
	});

	it.each(fixture.generation)('gives $rfc to $name $surname1', (person) => {
		expect(buildRfc(namesOf(person), person.birthDate)).toBe(person.rfc);
		expect(expectedRfcLetters(namesOf(person))).toBe(person.rfc?.slice(0, 4) ?? null);
	});

	it.each(fixture.generation)('finds nothing to warn about $name $surname1', (person) => {
		expect(curpNameWarnings(person.curp, namesOf(person))).toEqual([]);
		if (person.rfc !== null) expect(rfcWarnings(person.rfc, person.curp, namesOf(person))).toEqual([]);
	});
});
