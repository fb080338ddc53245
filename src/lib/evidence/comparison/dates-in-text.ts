import { isPlainDate } from '#lib/institution/plain-date.ts';
import { editDistance } from '#lib/institution/edit-distance.ts';
import { nextOf, previousOf, type Flow, type Token } from './cell.ts';
import { isNumberWord, NUMBER_WORDS, numberIn } from './spanish-numbers.ts';
import { mayBeMisread } from './words.ts';

/** What a date is for, as the words around it say; `none` when they do not. */
export type DateRole = 'start' | 'end' | 'validity' | 'exam' | 'issue' | 'other' | 'none';

/** A date of a document, `YYYY-MM-DD`. */
export type FoundDate = { date: string; role: DateRole; tokens: Token[] };

const MONTHS: readonly string[] =
	'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
/** Words that may stand between day and month, and between month and year. */
const FILLERS = new Set(['de', 'del', 'dias', 'dia', 'mes', 'ano', 'los', 'el']);
/** Fewest letters in which one may be misread and the word still be told. */
const REPAIRABLE = 5;

type Parsed = { day: number; month?: number; year?: number; tokens: Token[] };

/** All whole dates of a document, numeric, with the month in words, or in words altogether; a range gives two. */
export function datesIn(flow: Flow): FoundDate[] {
	const known = datesOf.get(flow) ?? findDates(flow);
	datesOf.set(flow, known);
	return known;
}

/** Several fields of one document are looked for among the same dates. */
const datesOf = new WeakMap<Flow, FoundDate[]>();

function findDates(flow: Flow): FoundDate[] {
	const found: FoundDate[] = [];
	for (const { tokens } of flow.cells) {
		for (const token of tokens) {
			const previous = previousOf(token);
			if (previous && /^\d+$/.test(previous.key) && previous.box === token.box) continue;
			found.push(...datesFrom(token));
		}
	}
	return withoutRepeats(found);
}

function datesFrom(token: Token): FoundDate[] {
	const first = numericDate(token) ?? wordedDate(token);
	if (!first) return [];
	const second = endOfRange(first);
	if (!second) return first.year === undefined ? [] : dated(first, roleBefore(token, first));
	const role = roleBefore(token, first);
	const [begins, ends]: DateRole[] = role === 'validity' ? ['other', 'validity'] : ['start', 'end'];
	const begin = { ...first, month: first.month ?? second.month, year: first.year ?? second.year };
	const tokens = first.year === undefined ? [...first.tokens, ...second.tokens] : first.tokens;
	return [...dated({ ...begin, tokens }, begins!), ...dated(second, ends!)];
}

/** The date after «al», «hasta el», «y»; of a bare day only when it is introduced as one. */
function endOfRange(first: Parsed): Parsed | undefined {
	const before = previousOf(first.tokens[0]!)?.key ?? '';
	if (first.month === undefined && !['del', 'de', 'los', 'dias', 'desde'].includes(before)) return undefined;
	let next = nextOf(first.tokens.at(-1)!);
	const joining = next?.key ?? '';
	if (!['al', 'a', 'y', 'hasta'].includes(joining) || (first.year !== undefined && joining === 'a'))
		return undefined;
	while (next && ['al', 'a', 'y', 'hasta', 'el', 'de'].includes(next.key)) next = nextOf(next);
	const second = next && (numericDate(next) ?? wordedDate(next));
	return second?.year === undefined ? undefined : second;
}

function dated({ day, month, year, tokens }: Parsed, role: DateRole): FoundDate[] {
	const two = (part: number) => String(part).padStart(2, '0');
	const date = `${year}-${two(month ?? 0)}-${two(day)}`;
	return isPlainDate(date) ? [{ date, role, tokens }] : [];
}

/** «16/02/2012», «16-02-2012», «22-JUN-2021», «2012-02-16». */
function numericDate(first: Token): Parsed | undefined {
	const second = nextOf(first);
	const third = second && nextOf(second);
	if (!third || !/^\s*[/.\-–]\s*$/.test(first.after) || !/^\s*[/.\-–]\s*$/.test(second.after))
		return undefined;
	const [one, two, three] = [digitsOf(first), digitsOf(second) ?? monthOf(second), digitsOf(third)];
	if (one === undefined || two === undefined || three === undefined) return undefined;
	const tokens = [first, second, third];
	if (first.key.length === 4) return { year: one, month: two, day: three, tokens };
	return third.key.length === 4 ? { day: one, month: two, year: three, tokens } : undefined;
}

/** «16 de febrero de 2012», «a los catorce días del mes de julio del año 1992», «16 de febrero», «3». */
function wordedDate(first: Token): Parsed | undefined {
	const day = numberFrom(first, 31);
	if (!day) return undefined;
	const monthToken = afterFillers(day.last);
	const month = monthToken && monthOf(monthToken);
	if (!month) return { day: day.value, tokens: day.tokens };
	const tokens = [...day.tokens, monthToken];
	const yearToken = afterFillers(monthToken);
	const year = yearToken && numberFrom(yearToken, 2200);
	if (!year || year.value < 1900) return { day: day.value, month, tokens };
	return { day: day.value, month, year: year.value, tokens: [...tokens, ...year.tokens] };
}

function afterFillers(token: Token): Token | undefined {
	let next = nextOf(token);
	while (next && FILLERS.has(next.key)) next = nextOf(next);
	return next;
}

/** A number in digits or words that begins with a token. */
function numberFrom(first: Token, most: number): { value: number; tokens: Token[]; last: Token } | undefined {
	const digits = digitsOf(first);
	if (digits !== undefined)
		return digits <= most && digits > 0 ? { value: digits, tokens: [first], last: first } : undefined;
	const tokens: Token[] = [];
	for (let token: Token | undefined = first; token; token = nextOf(token)) {
		const isAnd = token.key === 'y' && tokens.length > 0 && numberWordOf(nextOf(token)) !== undefined;
		if (!isAnd && numberWordOf(token) === undefined) break;
		tokens.push(token);
	}
	const value = numberIn(tokens.map((token) => numberWordOf(token) ?? 'y'));
	if (value === undefined || value > most || value < 1) return undefined;
	return { value, tokens, last: tokens.at(-1)! };
}

function numberWordOf(token: Token | undefined): string | undefined {
	if (!token) return undefined;
	return isNumberWord(token.key) ? token.key : repaired(token, NUMBER_WORDS);
}

/** Digits of a token; letters that look like digits count where digits stand. */
export function digitsOf(token: Token): number | undefined {
	if (/^\d+$/.test(token.key)) return Number(token.key);
	if (/^\d{1,2}(o|ro|er)$/.test(token.key) && token.key.length <= 4 && !mayBeMisread(token))
		return Number.parseInt(token.key);
	if (!mayBeMisread(token) || !/\d/.test(token.key)) return undefined;
	const digits = token.key.replace(/o/g, '0').replace(/[il]/g, '1');
	return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

function monthOf(token: Token): number | undefined {
	const { key } = token;
	const whole = MONTHS.indexOf(key === 'setiembre' ? 'septiembre' : key);
	if (whole >= 0) return whole + 1;
	const short = /^[a-z]{3,4}$/.test(key) ? MONTHS.findIndex((month) => month.startsWith(key)) : -1;
	if (short >= 0) return short + 1;
	const near = repaired(token, MONTHS);
	return near ? MONTHS.indexOf(near) + 1 : undefined;
}

/** The one word that a misread one can be. */
function repaired(token: Token, words: readonly string[]): string | undefined {
	if (!mayBeMisread(token) || token.key.length < REPAIRABLE) return undefined;
	const near = words.filter(
		(word) => Math.abs(word.length - token.key.length) <= 1 && editDistance(token.key, word, 1) <= 1,
	);
	return near.length === 1 ? near[0] : undefined;
}

const ROLES: readonly (readonly [RegExp, DateRole])[] = [
	[/^(vigen|valid|venc|caduc)/, 'validity'],
	[/^(examen|examenes|sustent|recepcional|replica)/, 'exam'],
	[/^(inici|ingres|alta$|desde$|partir$|entrar|comenz|comienz)/, 'start'],
	[/^(termin|baja$|hasta$|conclu|finaliz|fin$|egreso$)/, 'end'],
	[/^(expedi|expid|emisi|emiti|emite|extiend|extend|dado$|dada$|otorg)/, 'issue'],
	[/^(registr|cotej|recib|nacimiento|nacid|inscri|libro|foja|actualiz|impres|archiv)/, 'other'],
];
/** How far back words tell what a date is for. */
const REACH = 7;

/** The nearest telling word before a date, in its sentence, or in the label beside or above it. */
function roleBefore(first: Token, { tokens }: Parsed): DateRole {
	const said: string[] = [];
	let token = previousOf(first);
	while (token && said.length < REACH && !endsBefore(token)) {
		said.push(token.key);
		token = previousOf(token);
	}
	const near = roleIn(said);
	if (near !== 'none') return near;
	const isStart = tokens[0]!.index === 0 || said.length === 0 || tokens[0]!.index <= 1;
	if (!isStart) return 'none';
	for (const label of first.cell.labels) {
		const role = roleIn(label.tokens.toReversed().map(({ key }) => key));
		if (role !== 'none') return role;
	}
	return 'none';
}

function endsBefore({ after, key }: Token): boolean {
	return /[.;]/.test(after) || /^\d{4}$/.test(key);
}

function roleIn(words: readonly string[]): DateRole {
	if (words.slice(0, 4).some((word) => /^(vigen|valid|venc|caduc)/.test(word))) return 'validity';
	for (const word of words) {
		const found = ROLES.find(([said]) => said.test(word));
		if (found) return found[1];
	}
	return 'none';
}

/** A date inside a longer one that was found already does not count: «3 de junio» within a range. */
function withoutRepeats(dates: FoundDate[]): FoundDate[] {
	return dates.filter(
		(one, place) =>
			!dates.some(
				(other, otherPlace) =>
					otherPlace < place &&
					other.date === one.date &&
					other.tokens.some((token) => one.tokens.includes(token)),
			),
	);
}
