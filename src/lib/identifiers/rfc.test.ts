import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RFC_INCONVENIENT_WORDS } from '#lib/identifiers/inconvenient-words.ts';
import { RFC_ERROR_MESSAGES, RFC_WARNING_MESSAGES } from '#lib/identifiers/rfc-messages.ts';
import {
	buildRfc,
	expectedRfcLetters,
	normalizeRfc,
	parseRfc,
	rfcCheckDigit,
	rfcHomoclave,
	rfcWarnings,
} from '#lib/identifiers/rfc.ts';
import { anyText } from '../../../tests/support/any-text.ts';

const EMMA = { givenNames: 'Emma', firstSurname: 'Gómez', secondSurname: 'Díaz' };
const EMMA_CURP = 'GODE561231MDFMZM01';

const errorsOf = (value: string) => {
	const parsed = parseRfc(value);
	return parsed.ok ? [] : parsed.errors;
};
const letters = (givenNames: string, firstSurname: string, secondSurname?: string | null) =>
	expectedRfcLetters({ givenNames, firstSurname, secondSurname });
const withDigit = (first12: string) => first12 + rfcCheckDigit(first12);

const word = fc
	.array(fc.constantFrom(...'aábcdeéfghiíjklmnñoópqrstuúüvwxyz'), { minLength: 1, maxLength: 9 })
	.map((signs) => signs.join(''));
const names = fc.record({ givenNames: word, firstSurname: word, secondSurname: fc.option(word) });
const birthDate = fc
	.date({ min: new Date('1916-01-01'), max: new Date('2010-12-31'), noInvalidDate: true })
	.map((day) => day.toISOString().slice(0, 10));

describe('an RFC as people type it', () => {
	it.each(['gode561231gr8', ' GODE 561231 GR8\n', 'ＧＯＤＥ５６１２３１ＧＲ８'])(
		'is made regular: %j',
		(typed) => {
			expect(parseRfc(typed)).toEqual({ ok: true, rfc: 'GODE561231GR8', birthDay: '561231' });
		},
	);

	it('may carry Ñ, typed whole or in two parts', () => {
		const rfc = withDigit('ÑAPI920601AB');
		expect(parseRfc(rfc)).toMatchObject({ ok: true, rfc });
		expect(parseRfc(rfc.replace('Ñ', 'n\u0303'))).toMatchObject({ ok: true, rfc });
		expect(parseRfc(rfc.replace('Ñ', 'n \u0303'))).toMatchObject({ ok: true, rfc });
	});

	it('is refused when it is generic, of a company or with signs', () => {
		expect(errorsOf('xaxx 010101 000')).toEqual(['GENERIC']);
		expect(errorsOf('ABC010101AB1')).toEqual(['FORMAT']);
		expect(errorsOf('GODE-561231-GR8')).toEqual(['FORMAT']);
	});

	it('never throws and is made regular once and for all', () => {
		fc.assert(
			fc.property(anyText({ maxLength: 30 }), (typed) => {
				const parsed = parseRfc(typed);
				expect(parsed.ok || parsed.errors.length > 0).toBe(true);
				expect(normalizeRfc(normalizeRfc(typed))).toBe(normalizeRfc(typed));
			}),
		);
	});
});

describe('the date in an RFC', () => {
	it('exists when it does in one of two centuries', () => {
		expect(errorsOf(withDigit('MAJS000229TM'))).toEqual([]);
		expect(errorsOf(withDigit('MAJS010229TM'))).toEqual(['DATE']);
		expect(errorsOf(withDigit('MAJS010431TM'))).toEqual(['DATE']);
		expect(errorsOf(withDigit('MAJS010400TM'))).toEqual(['DATE']);
	});
});

describe('several errors in one RFC', () => {
	it('are told together', () => {
		expect(errorsOf('PEDO561331GR9')).toEqual(['DATE', 'WORD', 'DIGIT']);
	});

	it('each have a message', () => {
		for (const message of Object.values({ ...RFC_ERROR_MESSAGES, ...RFC_WARNING_MESSAGES })) {
			expect(message).toMatch(/^[A-ZÁÉÍÓÚÑ].+\. .+\.$/);
			expect(message).not.toMatch(/[¡!]/);
		}
	});
});

describe('names in an RFC', () => {
	it.each([
		['only one surname', 'Diego', 'Pérez', null, 'PEDI'],
		['only the second surname', 'Juan', '', 'Martínez', 'MAJU'],
		['a surname of two letters', 'Teresa', 'Ek', 'Chan', 'ECTE'],
		['a surname of one letter after particles', 'Luis', 'De la O', 'López', 'OLLU'],
		['no inner vowel', 'Andrés', 'Ich', 'Rodríguez', 'IXRA'],
		['a compound surname', 'Antonio', 'Ponce de León', 'Juárez', 'POJA'],
		['particles in both surnames', 'Eric', 'Mc Gregor', 'Von Juárez', 'GEJE'],
		['María skipped', 'María Luisa', 'Ramírez', 'Sánchez', 'RASL'],
		['a name that only starts like Ma', 'Marco Antonio', 'Cano', 'Barraza', 'CABM'],
		['an apostrophe left out', 'Ana', "D'Acosta", 'Ruiz', 'DARA'],
		['Ñ in a position', 'Íñigo', 'Ñáñez', 'Peña', null],
		['no surname', 'Ana', '', '', null],
		['one letter where two are needed', 'Ana', 'O', null, null],
	])('%s', (_, givenNames, first, second, expected) => {
		expect(letters(givenNames, first, second)).toBe(expected);
	});

	it('replace the last letter of each of the 41 words', () => {
		expect(RFC_INCONVENIENT_WORDS.size).toBe(41);
		for (const [a, b, c, d] of [...RFC_INCONVENIENT_WORDS].map((listed) => [...listed])) {
			expect(letters(`${d}n`, `${a}${b}n`, `${c}n`)).toBe(`${a}${b}${c}X`);
		}
	});

	it('give the published homoclave', () => {
		expect(rfcHomoclave(EMMA)).toBe('GR');
		expect(rfcHomoclave({ ...EMMA, givenNames: ' EMMA ', firstSurname: 'GOMEZ' })).toBe('GR');
	});

	it('that built the RFC raise no warning, and the RFC reads back', () => {
		fc.assert(
			fc.property(names, birthDate, (someone, day) => {
				const rfc = buildRfc(someone, day);
				fc.pre(rfc !== null);
				const birthDay = day.slice(2).replaceAll('-', '');
				expect(parseRfc(rfc)).toEqual({ ok: true, rfc, birthDay });
				expect(rfcWarnings(rfc, `XXXX${birthDay}MDFXXX01`, someone)).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('an RFC beside the CURP', () => {
	it('warns of another birth date', () => {
		expect(rfcWarnings('GODE561230GR8', EMMA_CURP, EMMA)).toEqual(['BIRTH_DATE']);
	});

	it('warns of letters that neither the names nor the CURP give', () => {
		expect(rfcWarnings('GOXE561231GR8', EMMA_CURP, EMMA)).toEqual(['LETTERS']);
	});

	it('accepts the differences that the rules cause', () => {
		const diego = { givenNames: 'Diego', firstSurname: 'Pérez' };
		expect(rfcWarnings('PEDI8310059E5', 'PEXD831005HDFRXG06', diego)).toEqual([]);
		const oscar = { givenNames: 'Óscar', firstSurname: 'Peralta', secondSurname: 'Domínguez' };
		expect(rfcWarnings('PEDX8609304S6', 'PXDO860930HMCRMS05', oscar)).toEqual([]);
	});

	it('accepts Ñ and N at the start, and the letters of the CURP', () => {
		const inigo = { givenNames: 'Íñigo', firstSurname: 'Ñáñez', secondSurname: 'Peña' };
		for (const four of ['ÑAPI', 'NAPI', 'XAPI']) {
			expect(rfcWarnings(`${four}920601ER2`, 'XAPI920601HOCXXX04', inigo)).toEqual([]);
		}
		expect(rfcWarnings('MAPI920601ER2', 'XAPI920601HOCXXX04', inigo)).toEqual(['LETTERS']);
	});

	it('says nothing of letters that the names do not settle', () => {
		expect(
			rfcWarnings('OXAN920601ER2', 'OXXA920601MOCXXN04', { givenNames: 'A', firstSurname: 'O' }),
		).toEqual([]);
	});
});

describe('the check digit of an RFC', () => {
	it('is refused when it is any other', () => {
		fc.assert(
			fc.property(names, birthDate, fc.integer({ min: 1, max: 10 }), (someone, day, shift) => {
				const rfc = buildRfc(someone, day);
				fc.pre(rfc !== null);
				const signs = '0123456789A';
				const wrong = signs.charAt((signs.indexOf(rfc.charAt(12)) + shift) % 11);
				expect(errorsOf(rfc.slice(0, 12) + wrong)).toEqual(['DIGIT']);
			}),
		);
	});
});
