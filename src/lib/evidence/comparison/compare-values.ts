import { curpCheckDigit } from '#lib/identifiers/curp.ts';
import { editDistance } from '#lib/institution/edit-distance.ts';
import { nextOf, previousOf, tokensOf, type Flow, type Token } from './cell.ts';
import { datesIn, digitsOf, type DateRole, type FoundDate } from './dates-in-text.ts';
import { leastSure, match, mismatch, NOT_FOUND, type Outcome } from './outcome.ts';
import { valuesOf } from './phrases.ts';
import { isNumberWord, numberIn } from './spanish-numbers.ts';
import { mayBeMisread } from './words.ts';

const LETTERS_FOR: Readonly<Record<string, string>> = {
	'0': 'O',
	'1': 'I',
	'2': 'Z',
	'5': 'S',
	'6': 'G',
	'8': 'B',
};
const DIGITS_FOR: Readonly<Record<string, string>> = {
	O: '0',
	Q: '0',
	D: '0',
	I: '1',
	L: '1',
	Z: '2',
	S: '5',
	G: '6',
	B: '8',
};
/** So many wrong signs with a right check digit are hardly misread; one alone may be, when the digit happens to fit. */
const FEWEST_DIFFERENT = 2;
const CURP_SHAPE = 'LLLLDDDDDDLLLLLLXD';

/** Looks for a CURP. Letters that look like digits count as such where digits stand; another one counts only when it is well formed. */
export function compareCurp(flow: Flow, declared: string): Outcome | null {
	const tokens = tokensOf(flow);
	const read = tokens.flatMap((token) => {
		const curp = curpOf(token, declared);
		return curp ? [{ token, curp }] : [];
	});
	const same = read.find(({ curp }) => curp === declared);
	if (same) return match(same.curp, [same.token]);
	const other = read.find(
		({ token, curp }) => !mayBeMisread(token) || curpCheckDigit(curp.slice(0, 17)) === curp[17],
	);
	if (other) return anotherCurp(other.token, other.curp, declared);
	const isAsked = read.length > 0 || tokens.some(({ key }) => key === 'curp') || saysWholeName(tokens);
	return isAsked ? NOT_FOUND : null;
}

/** A key is no word, so that reading it is never sure: one that differs in several signs is another one all the same. */
function anotherCurp(token: Token, curp: string, declared: string): Outcome {
	const different = [...curp].filter((sign, place) => sign !== declared[place]).length;
	return mismatch(curp, [different >= FEWEST_DIFFERENT ? { ...token, confidence: 100 } : token]);
}

function saysWholeName(tokens: readonly Token[]): boolean {
	return tokens.some((token) => token.key === 'clave' && nextOf(token)?.key === 'unica');
}

function curpOf(token: Token, declared: string): string | undefined {
	const text = token.text.toUpperCase().replace(/[^A-ZÑ0-9]/g, '');
	if (text.length !== CURP_SHAPE.length) return undefined;
	const repaired = [...text].map((sign, place) => {
		if (!mayBeMisread(token)) return sign;
		const isLetter = CURP_SHAPE[place] === 'X' ? /\D/.test(declared[place] ?? '') : CURP_SHAPE[place] === 'L';
		return (isLetter ? LETTERS_FOR[sign] : DIGITS_FOR[sign]) ?? sign;
	});
	const curp = repaired.join('');
	return /^[A-ZÑ]{4}\d{6}[HMX][A-Z]{2}[A-Z]{3}[A-Z0-9]\d$/.test(curp) ? curp : undefined;
}

/** Looks for a professional licence number, seven or eight digits that may be grouped by blanks or points. */
export function compareLicence(flow: Flow, declared: string): Outcome {
	const numbers = numbersOf(flow).filter(({ digits }) => digits.length >= 5 && digits.length <= 9);
	const wanted = declared.replace(/^0+/, '');
	const same = numbers.find(({ digits }) => digits.replace(/^0+/, '') === wanted);
	if (same) return match(same.digits, same.tokens);
	const labelled = new Set(
		valuesOf(flow, [
			'cedula',
			'numero cedula',
			'cedula no',
			'cedula profesional',
			'cedula numero',
			'numero',
			'no',
		]),
	);
	const licences = numbers.filter(({ digits }) => digits.length === 7 || digits.length === 8);
	const other =
		licences.find(({ tokens }) => labelled.has(tokens[0]!)) ??
		nearest(licences, declared) ??
		(licences.length === 1 ? licences[0] : undefined);
	return other ? mismatch(other.digits, other.tokens) : NOT_FOUND;
}

type ReadNumber = { digits: string; tokens: Token[] };

function nearest(numbers: readonly ReadNumber[], declared: string): ReadNumber | undefined {
	return numbers.find(({ digits }) => editDistance(digits, declared, 2) <= 2);
}

function numbersOf(flow: Flow): ReadNumber[] {
	return tokensOf(flow).flatMap((first) => {
		const previous = first.cell.tokens[first.index - 1];
		if (!isDigits(first) || (previous && isDigits(previous) && isGroup(previous))) return [];
		const tokens = [first];
		while (isGroup(tokens.at(-1)!)) {
			const next = first.cell.tokens[tokens.at(-1)!.index + 1];
			if (!next || !/^\d{2,4}$/.test(next.key)) break;
			tokens.push(next);
		}
		return [{ digits: tokens.map(digitText).join(''), tokens }];
	});
}

/** Whether a number may go on in the next word. */
function isGroup({ after, key }: Token): boolean {
	return key.length <= 4 && /^[.,\s]?$/.test(after);
}

function isDigits(token: Token): boolean {
	return digitsOf(token) !== undefined && !/[/-]/.test(token.before + token.after);
}

function digitText(token: Token): string {
	return token.key.replace(/o/g, '0').replace(/[il]/g, '1');
}

const HOURS = /^(horas?|hrs?|hs)$/;
const TOTAL = /^(total|duracion|curricular|valor|carga|horaria|duro)$/;

/** Looks for a number of hours; where several are named, the one that is called the total or the duration counts. */
export function compareHours(flow: Flow, declared: number): Outcome {
	const named = tokensOf(flow).flatMap((token) => {
		const hours = hoursAt(token);
		return hours ? [hours] : [];
	});
	const totals = named.filter(({ isTotal }) => isTotal);
	const different = new Set((totals.length > 0 ? totals : named).map(({ value }) => value));
	if (different.size !== 1) return NOT_FOUND;
	const { value, tokens } = (totals[0] ?? named[0])!;
	return value === declared ? match(String(value), tokens) : mismatch(String(value), tokens);
}

function hoursAt(unit: Token): { value: number; tokens: Token[]; isTotal: boolean } | undefined {
	const glued = /^(\d{1,4})(h|hrs|horas)$/.exec(unit.key);
	const tokens = glued ? [unit] : HOURS.test(unit.key) ? numberBefore(unit) : [];
	const value = glued ? Number(glued[1]) : valueOf(tokens);
	if (value === undefined || value < 1) return undefined;
	const before: string[] = [];
	for (
		let token = previousOf(tokens[0]!);
		token && before.length < 5 && !/[.;]/.test(token.after);
		token = previousOf(token)
	)
		before.push(token.key);
	const next = nextOf(unit)?.key ?? '';
	if (/^(semanal|diaria|seman|dia$)/.test(next)) return undefined;
	return { value, tokens, isTotal: before.some((word) => TOTAL.test(word)) };
}

function numberBefore(unit: Token): Token[] {
	const previous = previousOf(unit);
	if (!previous) return [];
	if (digitsOf(previous) !== undefined) return [previous];
	const tokens: Token[] = [];
	for (
		let token: Token | undefined = previous;
		token && (isNumberWord(token.key) || token.key === 'y');
		token = previousOf(token)
	)
		tokens.unshift(token);
	return tokens[0]?.key === 'y' ? tokens.slice(1) : tokens;
}

function valueOf(tokens: readonly Token[]): number | undefined {
	if (tokens.length === 0) return undefined;
	return digitsOf(tokens[0]!) ?? numberIn(tokens.map(({ key }) => key));
}

/** What a declared date is compared with: the first role that the document has a date for. `none` takes dates without any. */
export type DateRules = { roles: readonly DateRole[]; unnamed: boolean };

/**
 * Looks for a declared date, `YYYY-MM-DD` or `YYYY-MM`, among those that are for the same thing.
 */
export function compareDate(flow: Flow, declared: string, { roles, unnamed }: DateRules): Outcome {
	const dates = datesIn(flow);
	const named = dates.filter(({ role }) => roles.includes(role));
	if (named.length > 0) return amongDates(named, declared);
	const without = unnamed ? dates.filter(({ role }) => role === 'none') : [];
	const isOne = new Set(without.map(({ date }) => date)).size === 1;
	return isOne || !without.some(({ date }) => date.startsWith(declared))
		? amongDates(without, declared)
		: NOT_FOUND;
}

/** Whether a document has a date for something. */
export function hasDate(flow: Flow, role: DateRole): boolean {
	return datesIn(flow).some((found) => found.role === role);
}

function amongDates(dates: readonly FoundDate[], declared: string): Outcome {
	const same = dates.find(({ date }) => date.startsWith(declared));
	if (same) return match(same.date, same.tokens);
	const [surest] = dates.toSorted((one, other) => leastSure(other.tokens) - leastSure(one.tokens));
	return surest ? mismatch(surest.date, surest.tokens) : NOT_FOUND;
}
