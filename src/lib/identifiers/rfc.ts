import { isCalendarDay } from '#lib/identifiers/calendar-day.ts';
import { RFC_INCONVENIENT_WORDS } from '#lib/identifiers/inconvenient-words.ts';
import { givenNameWord, nameWords, surnameWord } from '#lib/identifiers/person-names.ts';
import type { PersonNames } from '#lib/identifiers/person-names.ts';
import { normalizeTypedKey } from '#lib/identifiers/typed-key.ts';

/** What is wrong with the RFC of a person. FORMAT and GENERIC stand alone; the others may come together. */
export type RfcError = 'FORMAT' | 'GENERIC' | 'DATE' | 'WORD' | 'DIGIT';

/** An RFC read, or why it cannot be that of a person; `birthDay` is 'YYMMDD', as the RFC carries no century. */
export type ParsedRfc = { ok: true; rfc: string; birthDay: string } | { ok: false; errors: RfcError[] };

/** Where an RFC does not agree with the CURP or the names. */
export type RfcWarning = 'BIRTH_DATE' | 'LETTERS';

const SHAPE = /^[A-ZÑ&]{4}\d{6}[0-9A-Z]{2}[0-9A]$/;
const GENERIC = new Set(['XAXX010101000', 'XEXX010101000']);
const CHECK_ALPHABET = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';
const HOMOCLAVE_ALPHABET = '123456789ABCDEFGHIJKLMNPQRSTUVWXYZ';
const PARTICLES: ReadonlySet<string> = new Set('DE LA LAS MC VON DEL LOS Y MAC VAN MI'.split(' '));

/** Makes a typed RFC regular: no blanks, full-width characters as ASCII, upper case. */
export function normalizeRfc(value: string): string {
	return normalizeTypedKey(value);
}

/** Check character of the first 12 characters of a person's RFC (identifiers.md, "Check"). */
export function rfcCheckDigit(first12: string): string {
	const sum = [...first12].reduce((total, sign, i) => total + CHECK_ALPHABET.indexOf(sign) * (13 - i), 0);
	const digit = 11 - (sum % 11);
	return digit === 11 ? '0' : digit === 10 ? 'A' : String(digit);
}

/** Reads the RFC of a person as typed; the homoclave is not compared, because SAT may assign another. */
export function parseRfc(value: string): ParsedRfc {
	const rfc = normalizeRfc(value);
	if (GENERIC.has(rfc)) return { ok: false, errors: ['GENERIC'] };
	if (!SHAPE.test(rfc)) return { ok: false, errors: ['FORMAT'] };
	const birthDay = rfc.slice(4, 10);
	const errors: RfcError[] = [];
	if (!isDayOfSomeCentury(birthDay)) errors.push('DATE');
	if (RFC_INCONVENIENT_WORDS.has(rfc.slice(0, 4))) errors.push('WORD');
	if (rfcCheckDigit(rfc.slice(0, 12)) !== rfc[12]) errors.push('DIGIT');
	return errors.length === 0 ? { ok: true, rfc, birthDay } : { ok: false, errors };
}

function isDayOfSomeCentury(birthDay: string): boolean {
	const [year, month, day] = [birthDay.slice(0, 2), birthDay.slice(2, 4), birthDay.slice(4, 6)].map(Number);
	return [1900, 2000].some((century) => isCalendarDay(century + year!, month!, day!));
}

/**
 * The four letters that the rules give to these names, or null where they do not settle it.
 *
 * Null: no surname, one single letter where two are needed, or an Ñ that lands in a position (identifiers.md).
 */
export function expectedRfcLetters(names: PersonNames): string | null {
	const letters = rfcLetters(names);
	return letters === null || letters.includes('Ñ') ? null : letters;
}

function rfcLetters(names: PersonNames): string | null {
	const first = onlyLetters(surnameWord(names.firstSurname, PARTICLES));
	const second = onlyLetters(surnameWord(names.secondSurname, PARTICLES));
	const given = onlyLetters(givenNameWord(names.givenNames, PARTICLES));
	const letters = composeLetters(first, second, given);
	if (letters.length !== 4) return null;
	return RFC_INCONVENIENT_WORDS.has(letters) ? `${letters.slice(0, 3)}X` : letters;
}

function composeLetters(first: string, second: string, given: string): string {
	if (first === '' || second === '') return (first + second).slice(0, 2) + given.slice(0, 2);
	if (first.length <= 2) return first.charAt(0) + second.charAt(0) + given.slice(0, 2);
	const vowel = /[AEIOU]/.exec(first.slice(1))?.[0] ?? 'X';
	return first.charAt(0) + vowel + second.charAt(0) + given.charAt(0);
}

function onlyLetters(word: string): string {
	return word.replace(/[^A-ZÑ]/g, '');
}

/** The two homoclave characters that the procedure of SAT gives to a full name; SAT may assign others. */
export function rfcHomoclave(names: PersonNames): string {
	const fullName = [names.firstSurname, names.secondSurname, names.givenNames]
		.flatMap((part) => nameWords(part))
		.join(' ');
	const digits = `0${[...fullName].map(homoclaveCode).join('')}`;
	let sum = 0;
	for (let i = 0; i + 1 < digits.length; i++) sum += Number(digits.slice(i, i + 2)) * Number(digits[i + 1]);
	const rest = sum % 1000;
	return HOMOCLAVE_ALPHABET.charAt(Math.trunc(rest / 34)) + HOMOCLAVE_ALPHABET.charAt(rest % 34);
}

/** Two digits for each sign of a name (identifiers.md, "Homoclave"); '' for signs outside the table. */
function homoclaveCode(sign: string): string {
	if (sign === ' ') return '00';
	if (/\d/.test(sign)) return `0${sign}`;
	if (sign === '&') return '10';
	if (sign === 'Ñ') return '40';
	const letter = 'ABCDEFGHI JKLMNOPQR  STUVWXYZ'.indexOf(sign);
	return letter < 0 ? '' : String(letter + 11);
}

/** Builds the RFC that the procedure gives to a person born on 'YYYY-MM-DD', or null where it settles no letters. */
export function buildRfc(names: PersonNames, birthDate: string): string | null {
	const letters = expectedRfcLetters(names);
	if (letters === null) return null;
	const first12 = letters + birthDate.slice(2).replaceAll('-', '') + rfcHomoclave(names);
	return first12 + rfcCheckDigit(first12);
}

/**
 * Where a regular RFC does not agree with a regular CURP or the names; it warns and never blocks.
 *
 * The letters of both keys differ by rule for some names, so they agree when they are either those that the names
 * give or those of the CURP; Ñ and N count as the same.
 */
export function rfcWarnings(rfc: string, curp: string, names: PersonNames): RfcWarning[] {
	const warnings: RfcWarning[] = [];
	if (rfc.slice(4, 10) !== curp.slice(4, 10)) warnings.push('BIRTH_DATE');
	const plain = (letters: string) => letters.replaceAll('Ñ', 'N');
	const letters = rfc.slice(0, 4);
	const expected = rfcLetters(names);
	const agrees = letters === curp.slice(0, 4) || expected === null || plain(letters) === plain(expected);
	if (!agrees) warnings.push('LETTERS');
	return warnings;
}
