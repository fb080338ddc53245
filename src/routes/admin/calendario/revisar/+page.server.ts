import { redirect } from '@sveltejs/kit';
import { previewAppealMoves, type AppealMoveCounts } from '#lib/appeal/move-appeal-due-dates.server.ts';
import { previewAskMoves } from '#lib/appeal/move-ask-by.server.ts';
import { changeCalendar } from '#lib/cedula/change-calendar.server.ts';
import {
	previewCalendarChange,
	type CalendarPreview,
	type MoveCounts,
} from '#lib/cedula/preview-calendar-change.server.ts';
import { STATE_LABELS, type SubmissionState } from '#lib/cedula/submission.ts';
import { changeWords } from '#lib/institution/calendar-change.ts';
import { KIND_LABELS } from '#lib/institution/calendar-year.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateShort } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { changesInWords, previewAddress, spanTitle } from '../calendar-pages.ts';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const { pagina = '1', ...fields } = Object.fromEntries(url.searchParams);
	const preview = await previewCalendarChange(locals.principal, { ...fields, page: pagina });
	const { change, counts } = preview;
	const appeals = await previewAppealMoves(locals.principal, change);
	const asking = await previewAskMoves(locals.principal, change);
	const pageAddress = (number: number) => previewAddress({ ...fields, pagina: number });
	return {
		version: preview.version,
		/** what the confirmation sends again, the number apart */
		fields: Object.entries(fields).filter(([name]) => name !== 'version' && !name.startsWith('/')),
		words: changeWords(change),
		facts: factsOf(change),
		year: yearOf(change),
		counts,
		summary: [...summaryOf(counts), ...appealsSummary(appeals, asking)],
		items: preview.items.map(rowOf),
		previousHref: preview.page > 1 ? pageAddress(preview.page - 1) : undefined,
		nextHref: preview.more ? pageAddress(preview.page + 1) : undefined,
		meanwhile: changesInWords(preview.meanwhile, institution().settings.timeZone),
	};
});

export const actions: Actions = {
	guardar: formAction(async ({ locals }, values) => {
		const { moved, waiting } = await changeCalendar(locals.principal, values);
		const year = (values.date ?? '').slice(0, 4) || values.year;
		const query = new URLSearchParams({ aviso: 'guardado', movidas: `${moved}`, resto: `${waiting}` });
		if (year) query.set('anio', year);
		redirect(303, `/admin/calendario?${query}`);
	}),
};

type Change = CalendarPreview['change'];

function factsOf(change: Change): string[] {
	if (change.what === 'add') return [KIND_LABELS[change.kind], `Fuente: ${change.source}`];
	if (change.what === 'year')
		return [
			`Fuente: ${change.source}`,
			...change.days.map(({ date, until = date, name }) => `${spanTitle(date, until)}: ${name}`),
		];
	if (change.what === 'cut-off')
		return ['Vale para lo que llegue desde que se guarde; lo ya recibido no cambia de fecha.'];
	return [];
}

function yearOf(change: Change): string {
	if (change.what === 'year') return String(change.year);
	return change.what === 'cut-off' ? '' : change.date.slice(0, 4);
}

function summaryOf({ cases, later, earlier, overdue, answers }: MoveCounts): string[] {
	if (cases === 0) return [];
	return [
		...counted(later, 'cédula vence después', 'cédulas vencen después'),
		...counted(earlier, 'cédula vence antes', 'cédulas vencen antes'),
		...counted(overdue, 'de ellas queda vencida al guardar', 'de ellas quedan vencidas al guardar'),
		...counted(answers, 'persona tiene más días para responder', 'personas tienen más días para responder'),
	];
}

function appealsSummary({ later, earlier }: AppealMoveCounts, asking: number): string[] {
	return [
		...counted(later, 'aclaración vence después', 'aclaraciones vencen después'),
		...counted(earlier, 'aclaración vence antes', 'aclaraciones vencen antes'),
		...counted(
			asking,
			'persona tiene más días para pedir una aclaración',
			'personas tienen más días para pedir una aclaración',
		),
	];
}

function counted(count: number, one: string, many: string): string[] {
	return count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count.toLocaleString('es-MX')} ${many}`];
}

function rowOf(item: CalendarPreview['items'][number]) {
	const { folio, state, dueOn, newDueOn, correctBy, newCorrectBy } = item;
	const answer = correctBy !== newCorrectBy && correctBy && newCorrectBy;
	return {
		folio,
		state: state === 'needs_you' ? 'Espera respuesta' : STATE_LABELS[state as SubmissionState],
		before: formatDateShort(dueOn),
		after: dueOn === newDueOn ? 'Sin cambio' : formatDateShort(newDueOn),
		answer: answer ? `${formatDateShort(correctBy)} → ${formatDateShort(newCorrectBy)}` : 'Sin cambio',
	};
}
