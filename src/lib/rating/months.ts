import { isCalendarDay } from '#lib/identifiers/calendar-day.ts';

/** Calendar months from `first` to `last`, both included, as numbers of `monthOf`. */
export interface MonthSpan {
	first: number;
	last: number;
}

/** Number of the month of 'YYYY-MM' or 'YYYY-MM-DD', counted from year 0; null for anything else. */
export function monthOf(value: unknown): number | null {
	if (typeof value !== 'string') return null;
	const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(value.trim());
	if (match === null) return null;
	const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3] ?? '1')];
	return isCalendarDay(year, month, day) ? year * 12 + month - 1 : null;
}

/**
 * Last day of 'YYYY-MM' or 'YYYY-MM-DD' as text that compares with other days; null for anything else.
 *
 * A month ends in '-31' whatever its length: the text is for comparing, not for showing.
 */
export function lastDayOf(value: unknown): string | null {
	if (monthOf(value) === null) return null;
	const text = String(value).trim();
	return text.length === 7 ? `${text}-31` : text;
}

/** How many months of a span lie in spans that do not overlap each other. */
function monthsWithin(span: MonthSpan, spans: readonly MonthSpan[]): number {
	return spans.reduce(
		(total, { first, last }) =>
			total + Math.max(0, Math.min(last, span.last) - Math.max(first, span.first) + 1),
		0,
	);
}

/** Joins spans sorted by their first month into spans that do not overlap. */
export function joinSpans(sorted: readonly MonthSpan[]): MonthSpan[] {
	const joined: MonthSpan[] = [];
	for (const { first, last } of sorted) {
		const open = joined.at(-1);
		if (open === undefined || first > open.last + 1) joined.push({ first, last });
		else open.last = Math.max(open.last, last);
	}
	return joined;
}

/**
 * Months that each span adds to those before it and to `taken`, so that a month counts once.
 *
 * @param sorted by first month.
 * @param taken spans that do not overlap, whose months already count elsewhere.
 */
export function addedMonths(sorted: readonly MonthSpan[], taken: readonly MonthSpan[] = []): number[] {
	let next = 0;
	return sorted.map((span) => {
		const fresh = { first: Math.max(span.first, next), last: span.last };
		next = Math.max(next, span.last + 1);
		return fresh.first > fresh.last ? 0 : fresh.last - fresh.first + 1 - monthsWithin(fresh, taken);
	});
}

/** Months covered by spans sorted by their first month, each once. */
export function coveredMonths(sorted: readonly MonthSpan[]): number {
	return addedMonths(sorted).reduce((total, months) => total + months, 0);
}
