import { redirect } from '@sveltejs/kit';
import { previewCalendarChange } from '#lib/cedula/preview-calendar-change.server.ts';
import { readCalendar } from '#lib/cedula/read-calendar.server.ts';
import { KIND_LABELS, monthsOf, runsOf } from '#lib/institution/calendar-year.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { changesInWords, previewAddress, spanTitle, standingOf, yearsToShow } from './calendar-pages.ts';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const { clock, changes } = await readCalendar(locals.principal);
	const { calendar, cutOff, version } = clock;
	const present = Number(today().slice(0, 4));
	const asked = url.searchParams.get('anio') ?? '';
	const year = /^2[01]\d\d$/.test(asked) ? Number(asked) : present;
	return {
		version,
		cutOff,
		today: today(),
		standing: standingOf(year, calendar),
		years: yearsToShow(present, year, calendar).map((each) => standingOf(each, calendar)),
		months: monthsOf(year, calendar),
		runs: runsOf(year, calendar).map(({ date, until, kind, name, source }) => ({
			date,
			until,
			name,
			title: spanTitle(date, until),
			kindLabel: KIND_LABELS[kind],
			source: source ?? null,
		})),
		changes: changesInWords(changes, institution().settings.timeZone),
		outcome: outcomeOf(url.searchParams),
	};
});

export const actions: Actions = {
	quitar: formAction(async ({ locals }, { date = '', until = '', name = '', version = '' }) => {
		const fields = { what: 'remove', date, until, name, version };
		await previewCalendarChange(locals.principal, fields);
		redirect(303, previewAddress(fields));
	}),
};

/** What a change that was just saved did. */
function outcomeOf(query: URLSearchParams): string | null {
	if (query.get('aviso') !== 'guardado') return null;
	const [moved, waiting] = ['movidas', 'resto'].map((name) => Number(query.get(name)) || 0) as [
		number,
		number,
	];
	if (moved + waiting === 0) return 'El cambio ya vale. Ninguna cédula abierta cambió de fecha.';
	const cases = (count: number, one: string, many: string) =>
		count === 1 ? `1 cédula ${one}` : `${count.toLocaleString('es-MX')} cédulas ${many}`;
	const first = `El cambio ya vale. ${cases(moved, 'tiene nueva fecha', 'tienen nueva fecha')}`;
	return waiting === 0
		? `${first}.`
		: `${first}; las otras ${waiting.toLocaleString('es-MX')} se están moviendo y quedarán listas en unos minutos.`;
}
