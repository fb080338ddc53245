import { z } from 'zod';
import { normalizeTypedKey } from '#lib/identifiers/typed-key.ts';
import type { CatalogueName } from '#lib/institution/catalogues.ts';
import { isPlainDate, type PlainDate } from '#lib/institution/plain-date.ts';

/** What the checks of answers ask of the institution: the day of today in its zone, and its catalogues. */
export type AnswerRules = {
	today(): PlainDate;
	has(catalogue: CatalogueName, key: string): boolean;
};

/** Answers of a section or claim by field name, as stored and as sent. */
export type Answers = Record<string, unknown>;

/** No document that counts is older: the oldest person who may register was a child then. */
export const EARLIEST_DATE: PlainDate = '1920-01-01';

const DATE_MISSING = 'Escriba la fecha con día, mes y año.';
const DATE_UNREAL = 'Esa fecha no existe en el calendario. Revise el día, el mes y el año.';
const DATE_FUTURE = 'Esa fecha todavía no llega. Revise el año.';
const DATE_EARLY = `La fecha no puede ser anterior a ${EARLIEST_DATE.slice(0, 4)}. Revise el año.`;
const MONTH_MISSING = 'Escriba el mes y el año; el día, si lo sabe.';

/** First day that a date given as YYYY-MM or YYYY-MM-DD can mean. */
export function firstDayOf(date: string): PlainDate {
	return date.length === 7 ? `${date}-01` : date;
}

/** Last day that a date given as YYYY-MM or YYYY-MM-DD can mean; day 31 stands for the end of any month. */
export function lastDayOf(date: string): PlainDate {
	return date.length === 7 ? `${date}-31` : date;
}

/** A day in the past, `YYYY-MM-DD`. */
export function pastDay(rules: AnswerRules) {
	return dateSchema(DATE_MISSING, (value) => dayProblem(value) ?? rangeProblem(value, rules.today()));
}

/** A day that may lie ahead (end of validity), `YYYY-MM-DD`. */
export function anyDay() {
	return dateSchema(DATE_MISSING, (value) => dayProblem(value) ?? rangeProblem(value, '2199-12-31'));
}

/** A month or a day in the past, as precise as the person knows it: `YYYY-MM` or `YYYY-MM-DD`. */
export function pastMonthOrDay(rules: AnswerRules) {
	return dateSchema(MONTH_MISSING, (value) => {
		if (!/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return MONTH_MISSING;
		return dayProblem(firstDayOf(value)) ?? rangeProblem(value, rules.today());
	});
}

function dateSchema(missing: string, problemOf: (value: string) => string | undefined) {
	return z.string({ error: missing }).superRefine((value, context) => {
		const message = problemOf(value);
		if (message) context.addIssue({ code: 'custom', message });
	});
}

function dayProblem(value: string): string | undefined {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return DATE_MISSING;
	return isPlainDate(value) ? undefined : DATE_UNREAL;
}

function rangeProblem(value: string, latest: PlainDate): string | undefined {
	if (firstDayOf(value) < EARLIEST_DATE) return DATE_EARLY;
	return firstDayOf(value) > latest ? DATE_FUTURE : undefined;
}

/** A key of a catalogue of the institution. */
export function catalogueKey(rules: AnswerRules, catalogue: CatalogueName, message: string) {
	return z.string({ error: message }).refine((key) => rules.has(catalogue, key), message);
}

/** INEGI code of a municipality of the country. */
export function municipalityCode(rules: AnswerRules, message = 'Elija el municipio de la lista.') {
	const known = (key: string) =>
		rules.has('municipalities', key) || rules.has('national-municipalities', key);
	return z.string({ error: message }).refine(known, message);
}

/**
 * A whole number, as such or written with digits; no signs, points or powers of ten.
 * @param least and most are allowed themselves
 */
export function wholeNumber(least: number, most: number, message: string) {
	const digits = new RegExp(`^\\d{1,${String(most).length}}$`);
	const typed = (value: string) => {
		const key = normalizeTypedKey(value);
		return digits.test(key) ? Number(key) : NaN;
	};
	return z
		.union([z.number(), z.string().transform(typed)], { error: message })
		.pipe(z.int(message).min(least, message).max(most, message));
}

/** Names the fields that a form does not have, instead of dropping in silence what was sent. */
export function unknownFields(issue: { code?: string; keys?: unknown }): string {
	if (issue.code !== 'unrecognized_keys' || !Array.isArray(issue.keys))
		return 'Envíe los datos como un objeto.';
	return `No existe el dato ${issue.keys.map((key) => `«${String(key)}»`).join(', ')}. Revise cómo se llama.`;
}

/** Whether an answer was left out: nothing, or blanks. */
export function isBlank(value: unknown): boolean {
	return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

/**
 * Puts what was sent over what was there: fields that were not sent stay, empty ones are taken out.
 * @param nullable fields in which null is an answer of its own
 */
export function mergeAnswers(present: Answers, sent: Answers, nullable: readonly string[] = []): Answers {
	const merged = new Map(Object.entries(present));
	for (const [field, value] of Object.entries(sent)) {
		if (isBlank(value) && !(value === null && nullable.includes(field))) merged.delete(field);
		else merged.set(field, value);
	}
	return Object.fromEntries(merged);
}

/** Whether two sets of answers say the same, whatever the order of their fields. */
export function sameAnswers(one: Answers, other: Answers): boolean {
	return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		inner && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}
