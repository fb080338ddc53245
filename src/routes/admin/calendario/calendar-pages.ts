import { changeWords, spanWords } from '#lib/institution/calendar-change.ts';
import { YEAR_LABELS } from '#lib/institution/calendar-year.ts';
import type { BusinessCalendar } from '#lib/institution/calendar.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { SavedCalendarChange } from '#lib/cedula/read-calendar.server.ts';

/** Forms of a change, by the word in their address. */
export const FORMS = { dia: 'add', hora: 'cut-off', anio: 'year' } as const;

/** Tone of each standing of a year. */
export const YEAR_TONES: Record<keyof typeof YEAR_LABELS, Tone> = {
	published: 'success',
	provisional: 'warning',
	missing: 'error',
};

/** How a year stands, in words. */
export function standingOf(year: number, calendar: BusinessCalendar) {
	const facts = calendar.years.get(year);
	const status = facts?.status ?? 'missing';
	return { year, status, label: YEAR_LABELS[status], tone: YEAR_TONES[status], source: facts?.source ?? '' };
}

/** Years to choose from: those with a calendar, the present and the next. */
export function yearsToShow(present: number, asked: number, calendar: BusinessCalendar): number[] {
	const years = new Set([...calendar.years.keys(), present, present + 1, asked]);
	return [...years].sort((one, other) => one - other);
}

/** Saved changes in words. */
export function changesInWords(changes: readonly SavedCalendarChange[], timeZone: string) {
	return changes.map(({ version, change, by, savedAt }) => ({
		version,
		words: changeWords(change),
		source: 'source' in change ? change.source : null,
		by,
		savedAt: formatInstant(savedAt, timeZone),
	}));
}

/** «El 24 de noviembre de 2026», as the head of an entry. */
export function spanTitle(date: string, until: string): string {
	const words = spanWords(date, until);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The address of the preview of a change, which carries all its fields. */
export function previewAddress(fields: Record<string, string | number>): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(fields)) if (value !== '') query.set(name, String(value));
	return `/admin/calendario/revisar?${query}`;
}
