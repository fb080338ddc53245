import { redirect } from '@sveltejs/kit';
import { previewCalendarChange } from '#lib/cedula/preview-calendar-change.server.ts';
import { readCalendar } from '#lib/cedula/read-calendar.server.ts';
import { KIND_LABELS } from '#lib/institution/calendar-year.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { joinDate, type FormValues } from '#lib/platform/forms.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { FORMS, previewAddress, standingOf } from '../calendar-pages.ts';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const { clock } = await readCalendar(locals.principal);
	const asked = url.searchParams.get('que') ?? '';
	const year = Number(url.searchParams.get('anio')) || Number(today().slice(0, 4));
	return {
		what: asked in FORMS ? FORMS[asked as keyof typeof FORMS] : FORMS.dia,
		version: clock.version,
		cutOff: clock.cutOff,
		standing: standingOf(year, clock.calendar),
		kinds: Object.entries(KIND_LABELS).map(([value, label]) => ({ value, label })),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		const fields = fieldsOf(values);
		await previewCalendarChange(locals.principal, fields);
		redirect(303, previewAddress(fields));
	}),
};

function fieldsOf(values: FormValues): FormValues {
	const { kind = '', name = '', source = '', year = '', status = '', cutOff = '' } = values;
	const common = { what: values.what ?? '', version: values.version ?? '' };
	if (common.what === 'cut-off') return { ...common, cutOff };
	if (common.what === 'year') return { ...common, year, status, source };
	return { ...common, date: joinDate(values, 'date'), until: joinDate(values, 'until'), kind, name, source };
}
