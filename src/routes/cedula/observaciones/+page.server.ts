import { redirect } from '@sveltejs/kit';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { getSubmission } from '#lib/cedula/get-submission.server.ts';
import { saveReplies } from '#lib/cedula/save-replies.server.ts';
import { submitCedula } from '#lib/cedula/submit-cedula.server.ts';
import { formatDateLong } from '#lib/institution/plain-date.ts';
import type { FormValues } from '#lib/platform/forms.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { missingGroups } from '../cedula-texts.server.ts';
import { remarkRows } from '../remark-rows.server.ts';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const submission = await getSubmission(locals.principal);
	if (submission.state !== 'needs_you') redirect(303, '/cedula');
	const cedula = await getCedula(locals.principal);
	const movedFrom = cedula.submission?.correctMovedFrom;
	return {
		folio: submission.folio,
		correctBy: submission.correctBy && formatDateLong(submission.correctBy),
		movedFrom: movedFrom && formatDateLong(movedFrom),
		remarks: remarkRows(submission.remarks),
		missing: missingGroups(cedula),
		saved: url.searchParams.has('guardado'),
	};
});

export const actions: Actions = {
	guardar: formAction(async ({ locals }, values) => {
		await saveReplies(locals.principal, { replies: repliesFrom(values) });
		redirect(303, '/cedula/observaciones?guardado');
	}),
	enviar: formAction(async ({ locals }, values) => {
		const { folio } = await submitCedula(locals.principal, {
			truthDeclared: values.truthDeclared === 'true',
			replies: repliesFrom(values),
			askFirst: values.asTheyAre !== 'true',
		});
		redirect(303, `/cedula/acuse/${folio}?respondida`);
	}),
};

/** `replies.<claim>` of the form, by claim. */
function repliesFrom(values: FormValues): Record<string, string> {
	const named = Object.entries(values).filter(([name]) => name.startsWith(PREFIX));
	return Object.fromEntries(named.map(([name, value]) => [name.slice(PREFIX.length), value]));
}

const PREFIX = 'replies.';
