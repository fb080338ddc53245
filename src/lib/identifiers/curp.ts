import { ageOn, isCalendarDay } from '#lib/identifiers/calendar-day.ts';
import { CURP_INCONVENIENT_WORDS } from '#lib/identifiers/inconvenient-words.ts';
import { givenNameWord, surnameWord } from '#lib/identifiers/person-names.ts';
import type { PersonNames } from '#lib/identifiers/person-names.ts';
import { normalizeTypedKey } from '#lib/identifiers/typed-key.ts';

/** Sex as a CURP writes it: H man, M woman, X non binary. */
export type CurpSex = 'H' | 'M' | 'X';

/** What is wrong with a CURP. FORMAT stands alone; the others may come together. */
export type CurpError = 'FORMAT' | 'DATE' | 'FUTURE' | 'AGE' | 'STATE' | 'WORD' | 'DIGIT';

/** A CURP read, or why it cannot be one; `birthDate` is 'YYYY-MM-DD', `birthState` a code of `CURP_STATES`. */
export type ParsedCurp =
	| { ok: true; curp: string; birthDate: string; sex: CurpSex; birthState: string }
	| { ok: false; errors: CurpError[] };

/** Which name does not agree with the letters of a CURP. */
export type CurpNameWarning = 'FIRST_SURNAME' | 'SECOND_SURNAME' | 'GIVEN_NAMES';

/** Codes of the 32 states in a CURP, and NE for people born abroad. */
export const CURP_STATES: ReadonlySet<string> = new Set(
	(
		'AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ YN ZS ' + 'NE'
	).split(' '),
);

/** Youngest and oldest age, in years, of a person who may register (identifiers.md). */
export const CURP_AGES = { min: 15, max: 110 } as const;

const SHAPE = /^[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d$/;
const ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
const PARTICLES: ReadonlySet<string> = new Set(
	'DA DAS DE DEL DER DI DIE DD EL LA LOS LAS LE LES MAC MC VAN VON Y'.split(' '),
);

/** Makes a typed CURP regular: no blanks, full-width characters as ASCII, upper case. */
export function normalizeCurp(value: string): string {
	return normalizeTypedKey(value);
}

/** Check digit of the first 17 characters of a CURP (identifiers.md, "Check digit"). */
export function curpCheckDigit(first17: string): string {
	const sum = [...first17].reduce((total, sign, i) => total + ALPHABET.indexOf(sign) * (18 - i), 0);
	return String((10 - (sum % 10)) % 10);
}

/**
 * Reads a CURP as typed.
 *
 * @param today 'YYYY-MM-DD' in the institution's time zone; tells births in the future and impossible ages.
 */
export function parseCurp(value: string, today: string): ParsedCurp {
	const curp = normalizeCurp(value);
	if (!SHAPE.test(curp)) return { ok: false, errors: ['FORMAT'] };
	const birthDate = readBirthDate(curp);
	const birthState = curp.slice(11, 13);
	const errors: CurpError[] = [];
	const dateError = birthDate === null ? 'DATE' : birthDateError(birthDate, today);
	if (dateError !== null) errors.push(dateError);
	if (!CURP_STATES.has(birthState)) errors.push('STATE');
	if (CURP_INCONVENIENT_WORDS.has(curp.slice(0, 4))) errors.push('WORD');
	if (curpCheckDigit(curp.slice(0, 17)) !== curp[17]) errors.push('DIGIT');
	if (birthDate === null || errors.length > 0) return { ok: false, errors };
	return { ok: true, curp, birthDate, sex: curp[10] as CurpSex, birthState };
}

/** Birth date in a regular CURP, null when it is no day; position 17 decides the century: a digit before 2000, a letter from then on. */
export function readBirthDate(curp: string): string | null {
	const century = /\d/.test(curp.charAt(16)) ? '19' : '20';
	const [year, month, day] = [century + curp.slice(4, 6), curp.slice(6, 8), curp.slice(8, 10)];
	return isCalendarDay(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : null;
}

function birthDateError(birthDate: string, today: string): 'FUTURE' | 'AGE' | null {
	if (birthDate > today) return 'FUTURE';
	const age = ageOn(birthDate, today);
	return age < CURP_AGES.min || age > CURP_AGES.max ? 'AGE' : null;
}

/** What positions 1-4 (`letters`) and 14-16 (`consonants`) of a CURP should be for these names (identifiers.md). */
export function expectedCurpPrefix(names: PersonNames): { letters: string; consonants: string } {
	const words = {
		first: surnameWord(names.firstSurname, PARTICLES),
		second: surnameWord(names.secondSurname, PARTICLES),
		given: givenNameWord(names.givenNames, PARTICLES),
	};
	const raw = initial(words.first) + innerVowel(words.first) + initial(words.second) + initial(words.given);
	return {
		letters: CURP_INCONVENIENT_WORDS.has(raw) ? `${raw.charAt(0)}X${raw.slice(2)}` : raw,
		consonants: innerConsonant(words.first) + innerConsonant(words.second) + innerConsonant(words.given),
	};
}

function initial(word: string): string {
	return /^[A-Z]/.test(word) ? word.charAt(0) : 'X';
}

/** A sign such as the slash of D/AMICO stands where the vowel was looked for and gives X. */
function innerVowel(word: string): string {
	const found = /[AEIOU]|[^A-ZÑ]/.exec(word.slice(1))?.[0] ?? 'X';
	return /[A-Z]/.test(found) ? found : 'X';
}

function innerConsonant(word: string): string {
	const found = /[^AEIOU]/.exec(word.slice(1))?.[0] ?? 'X';
	return /[A-Z]/.test(found) ? found : 'X';
}

/** A person's data from which a CURP is built; `birthDate` is 'YYYY-MM-DD', `homonym` position 17. */
export interface CurpPerson extends PersonNames {
	birthDate: string;
	sex: CurpSex;
	birthState: string;
	homonym?: string;
}

/**
 * Builds the CURP that the rules give to a person, for fictitious people only: the registry alone assigns real ones.
 *
 * Without `homonym` position 17 is 0 for births before 2000 and A from 2000 on.
 */
export function buildCurp(person: CurpPerson): string {
	const { letters, consonants } = expectedCurpPrefix(person);
	const date = person.birthDate.slice(2).replaceAll('-', '');
	const homonym = person.homonym ?? (person.birthDate < '2000' ? '0' : 'A');
	const first17 = letters + date + person.sex + person.birthState + consonants + homonym;
	return first17 + curpCheckDigit(first17);
}

/** Positions of a CURP, counted from 0, that come from each name. */
const NAME_POSITIONS: readonly (readonly [CurpNameWarning, readonly number[]])[] = [
	['FIRST_SURNAME', [0, 1, 13]],
	['SECOND_SURNAME', [2, 14]],
	['GIVEN_NAMES', [3, 15]],
];

/**
 * Names that do not agree with a regular CURP. It warns and never blocks: the registry has historic exceptions.
 *
 * A name with an apostrophe or hyphen agrees with or without that sign.
 */
export function curpNameWarnings(curp: string, names: PersonNames): CurpNameWarning[] {
	const readings = [names, withoutSigns(names)].map((reading) => {
		const { letters, consonants } = expectedCurpPrefix(reading);
		return letters + curp.slice(4, 13) + consonants;
	});
	return NAME_POSITIONS.filter(
		([, positions]) => !readings.some((expected) => positions.every((at) => expected[at] === curp[at])),
	).map(([warning]) => warning);
}

function withoutSigns(names: PersonNames): PersonNames {
	const clean = (text: string) => text.replace(/[^\p{L}\p{M}\s.]/gu, '');
	return {
		givenNames: clean(names.givenNames),
		firstSurname: clean(names.firstSurname),
		secondSurname: clean(names.secondSurname ?? ''),
	};
}
