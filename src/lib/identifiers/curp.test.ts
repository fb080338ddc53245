import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURP_ERROR_MESSAGES, CURP_NAME_WARNING_MESSAGES } from '#lib/identifiers/curp-messages.ts';
import {
	CURP_STATES,
	buildCurp,
	curpCheckDigit,
	curpNameWarnings,
	expectedCurpPrefix,
	normalizeCurp,
	parseCurp,
} from '#lib/identifiers/curp.ts';
import type { CurpPerson, CurpSex } from '#lib/identifiers/curp.ts';
import { CURP_INCONVENIENT_WORDS } from '#lib/identifiers/inconvenient-words.ts';
import { anyText } from '../../../tests/support/any-text.ts';

const TODAY = '2026-06-15';
const GLORIA = 'HEGG560427MVZRRL04';

const errorsOf = (value: string, today = TODAY) => {
	const parsed = parseCurp(value, today);
	return parsed.ok ? [] : parsed.errors;
};
const prefix = (givenNames: string, firstSurname: string, secondSurname?: string | null) => {
	const { letters, consonants } = expectedCurpPrefix({ givenNames, firstSurname, secondSurname });
	return `${letters} ${consonants}`;
};
const withDigit = (first17: string) => first17 + curpCheckDigit(first17);

const word = fc
	.array(fc.constantFrom(...'aábcdeéfghiíjklmnñoópqrstuúüvwxyz'), { minLength: 1, maxLength: 9 })
	.map((letters) => letters.join(''));
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((list) => list.join(' '));
const person: fc.Arbitrary<CurpPerson> = fc.record({
	givenNames: words,
	firstSurname: words,
	secondSurname: fc.option(words),
	birthDate: fc
		.date({ min: new Date('1916-06-16'), max: new Date('2011-06-15'), noInvalidDate: true })
		.map((day) => day.toISOString().slice(0, 10)),
	sex: fc.constantFrom<CurpSex>('H', 'M', 'X'),
	birthState: fc.constantFrom(...CURP_STATES),
});

describe('a CURP as people type it', () => {
	it.each([
		['in lower case', 'hegg560427mvzrrl04'],
		['with blanks around', `  ${GLORIA} `],
		['with blanks inside', 'HEGG 560427 MVZRRL 04'],
		['with a pasted line end', `${GLORIA}\r\n`],
		['with full-width characters', 'ＨＥＧＧ５６０４２７ＭＶＺＲＲＬ０４'],
		['with a no-break space and a byte-order mark', `\ufeffHEGG560427\u00a0MVZRRL04`],
		['with a zero-width space', 'HEGG560427\u200bMVZRRL04'],
	])('is made regular %s', (_, typed) => {
		expect(parseCurp(typed, TODAY)).toMatchObject({ ok: true, curp: GLORIA });
	});

	it('keeps wrong signs, so that they are refused and not swallowed', () => {
		expect(errorsOf('motr-930411/HjCR*mn03')).toEqual(['FORMAT']);
		expect(errorsOf('HEGG560427MVZRRLO4')).toEqual(['FUTURE']);
		expect(errorsOf('')).toEqual(['FORMAT']);
		expect(errorsOf('XAIU91O305MMCLXR93')).toEqual(['FORMAT']);
	});

	it('gives the same result when it is made regular twice', () => {
		fc.assert(
			fc.property(anyText(), (typed) => {
				expect(normalizeCurp(normalizeCurp(typed))).toBe(normalizeCurp(typed));
			}),
		);
	});

	it('never throws, and is 18 characters when it is right', () => {
		fc.assert(
			fc.property(anyText({ maxLength: 30 }), (typed) => {
				const parsed = parseCurp(typed, TODAY);
				expect(parsed.ok ? parsed.curp.length : parsed.errors.length > 0).toBe(parsed.ok ? 18 : true);
			}),
		);
	});
});

describe('the birth date in a CURP', () => {
	it('takes the century from position 17', () => {
		expect(parseCurp(withDigit('UIOE991231MNLRCL0'), TODAY)).toMatchObject({ birthDate: '1999-12-31' });
		expect(parseCurp(withDigit('UIOE000101MNLRCLA'), TODAY)).toMatchObject({ birthDate: '2000-01-01' });
	});

	it('knows that 2000 was a leap year and 1900 was not', () => {
		expect(parseCurp(withDigit('MAJS000229MMCRRFA'), TODAY)).toMatchObject({ birthDate: '2000-02-29' });
		expect(errorsOf(withDigit('MAJS000229MMCRRF0'))).toEqual(['DATE']);
	});

	it('is told from a future one by the day', () => {
		const curp = withDigit('VIRS260616HMCLJNA');
		expect(errorsOf(curp, '2026-06-15')).toEqual(['FUTURE']);
		expect(errorsOf(curp, '2026-06-16')).toEqual(['AGE']);
	});

	it('must give an age from 15 to 110', () => {
		const young = withDigit('VIRS110615HMCLJNA');
		expect(errorsOf(young, '2026-06-14')).toEqual(['AGE']);
		expect(errorsOf(young, '2026-06-15')).toEqual([]);
		const old = withDigit('VIRS160615HMCLJN0');
		expect(errorsOf(old, '2027-06-14')).toEqual([]);
		expect(errorsOf(old, '2027-06-15')).toEqual(['AGE']);
	});
});

describe('several errors in one CURP', () => {
	it('are told together', () => {
		expect(errorsOf('PEDO561331MXXMZM09')).toEqual(['DATE', 'STATE', 'WORD', 'DIGIT']);
	});

	it('each have a message', () => {
		for (const message of Object.values({ ...CURP_ERROR_MESSAGES, ...CURP_NAME_WARNING_MESSAGES })) {
			expect(message).toMatch(/^[A-ZÁÉÍÓÚÑ].+\. .+\.$/);
			expect(message).not.toMatch(/[¡!]/);
		}
	});
});

describe('names in a CURP', () => {
	it.each([
		['two letters and no second surname', 'Teresa', 'Ek', null, 'EXXT KXR'],
		['one letter after particles', 'Luis', 'De la O', 'López', 'OXLL XPS'],
		['María alone', 'María', 'Flores', 'Torres', 'FOTM LRR'],
		['José alone', 'José', 'Ortega', 'Vargas', 'OEVJ RRS'],
		['María José', 'María José', 'Flores', 'Torres', 'FOTJ LRS'],
		['María as second name', 'Luz María', 'Flores', 'Torres', 'FOTL LRZ'],
		['Ma. with particles', 'Ma. de los Ángeles', 'Rivera', 'Castillo', 'RICA VSN'],
		['J. glued to the next name', 'J.Jesús', 'Rivera', 'Castillo', 'RICJ VSS'],
		['Ñ at the start and inside', 'Ñuño', 'Ñáñez', 'Peña', 'XAPX XXX'],
		['diaeresis', 'Ana', 'Güemes', 'Agüero', 'GUAA MGN'],
		['decomposed accents', 'José Ángel', 'Nuñez', 'Peña', 'NUPA XXN'],
		['Mac', 'Raúl', 'Mac Gregor', 'Mc Allen', 'GEAR RLL'],
		['a hyphen after the letters used', 'Ana', 'Pérez-Íñiguez', 'Ruiz', 'PERA RZN'],
		['a slash where the vowel should be', 'Juan', 'D/Amico', 'Álvarez', 'DXAJ XLN'],
		['a conjunction', 'Ana', 'Nuñez y Xochihua', 'Ruiz', 'NURA XZN'],
		['an inconvenient word', 'Óscar', 'Peralta', 'Domínguez', 'PXDO RMS'],
		['a surname that is only a particle', 'Ana', 'Van', 'Ruiz', 'VARA NZN'],
		['nothing at all', '', '', '', 'XXXX XXX'],
	])('%s', (_, givenNames, first, second, expected) => {
		expect(prefix(givenNames, first, second)).toBe(expected);
	});

	it('replace the second letter of each of the 81 words', () => {
		expect(CURP_INCONVENIENT_WORDS.size).toBe(81);
		for (const [a, b, c, d] of [...CURP_INCONVENIENT_WORDS].map((listed) => [...listed])) {
			expect(prefix(`${d}n`, `${a}${b}n`, `${c}n`)).toBe(`${a}X${c}${d} NNN`);
		}
	});

	it('that built the CURP raise no warning, and the CURP reads back', () => {
		fc.assert(
			fc.property(person, (someone) => {
				const curp = buildCurp(someone);
				expect(parseCurp(curp, TODAY)).toEqual({
					ok: true,
					curp,
					birthDate: someone.birthDate,
					sex: someone.sex,
					birthState: someone.birthState,
				});
				expect(curpNameWarnings(curp, someone)).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});

	it('warn name by name when they differ', () => {
		const names = { givenNames: 'Gloria', firstSurname: 'Hernández', secondSurname: 'García' };
		expect(curpNameWarnings(GLORIA, names)).toEqual([]);
		expect(curpNameWarnings(GLORIA, { ...names, givenNames: 'Rosa' })).toEqual(['GIVEN_NAMES']);
		expect(curpNameWarnings(GLORIA, { ...names, firstSurname: 'Gómez' })).toEqual(['FIRST_SURNAME']);
		expect(curpNameWarnings(GLORIA, { ...names, secondSurname: null })).toEqual(['SECOND_SURNAME']);
	});

	it('catch the typing error that the check digit cannot see', () => {
		const names = { givenNames: 'Emma', firstSurname: 'Gómez', secondSurname: 'Díaz' };
		expect(errorsOf('GODE561231MDFMPM01')).toEqual([]);
		expect(curpNameWarnings('GODE561231MDFMPM01', names)).toEqual(['SECOND_SURNAME']);
	});

	it('agree with or without their apostrophe', () => {
		const names = { givenNames: 'Ana', firstSurname: 'O’Gorman', secondSurname: 'Ruiz' };
		const rest = { birthDate: '1980-01-01', sex: 'M', birthState: 'MC' } as const;
		expect(curpNameWarnings(buildCurp({ ...names, ...rest }), names)).toEqual([]);
		expect(curpNameWarnings(buildCurp({ ...names, firstSurname: 'Ogorman', ...rest }), names)).toEqual([]);
		expect(curpNameWarnings(buildCurp({ ...names, firstSurname: 'Orozco', ...rest }), names)).toEqual([
			'FIRST_SURNAME',
		]);
	});
});

describe('the check digit of a CURP', () => {
	it('is refused when it is any other digit', () => {
		fc.assert(
			fc.property(person, fc.integer({ min: 1, max: 9 }), (someone, shift) => {
				const curp = buildCurp(someone);
				const wrong = curp.slice(0, 17) + String((Number(curp[17]) + shift) % 10);
				expect(errorsOf(wrong)).toEqual(['DIGIT']);
			}),
		);
	});
});
