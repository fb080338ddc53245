import { redirect } from '@sveltejs/kit';
import { today } from '#lib/institution/catalogues.server.ts';
import { addMonths, formatMonth } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { agreementView } from '#lib/review/second-reading/agreement-words.ts';
import { endReading } from '#lib/review/second-reading/end-reading.server.ts';
import { readAgreement } from '#lib/review/second-reading/read-agreement.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Months that can be chosen. */
const MONTHS = 36;

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const asked = (name: string) => url.searchParams.get(name) || undefined;
	const report = await readAgreement(locals.principal, { from: asked('desde'), to: asked('hasta') });
	return {
		agreement: agreementView(report, today()),
		months: monthChoices([report.from, report.to]),
		isAdmin: report.waiting !== null,
		done: url.searchParams.get('resultado') === 'sigue',
	};
});

export const actions: Actions = {
	seguir: formAction(async ({ locals }, { folio = '', reason }) => {
		await endReading(locals.principal, folio, { reason });
		return redirect(303, '/validacion/concordancia?resultado=sigue');
	}),
};

/** The newest first; those that the address asks for are always among them. */
function monthChoices(asked: string[]) {
	const newest = `${today().slice(0, 7)}-01`;
	const months = Array.from({ length: MONTHS }, (_, back) => addMonths(newest, -back).slice(0, 7));
	return [...new Set([...months, ...asked])]
		.sort()
		.reverse()
		.map((month) => ({ value: month, label: formatMonth(month) }));
}
