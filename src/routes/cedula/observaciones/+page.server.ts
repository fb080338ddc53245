import { redirect } from '@sveltejs/kit';
import { KIND_WORDS } from '#lib/cedula/answer-words.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { getSubmission } from '#lib/cedula/get-submission.server.ts';
import { submitCedula } from '#lib/cedula/submit-cedula.server.ts';
import { formatDateLong } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { missingGroups } from '../cedula-texts.server.ts';

export const load: PageServerLoad = page(async ({ locals }) => {
	const submission = await getSubmission(locals.principal);
	if (submission.state !== 'needs_you') redirect(303, '/cedula');
	const cedula = await getCedula(locals.principal);
	const answered = submission.remarks.map((remark) => {
		const claim = cedula.claims.find(({ id }) => id === remark.claimId);
		return {
			...remark,
			about: remark.kind ? KIND_WORDS[remark.kind].one : 'Identidad',
			corrected: claim?.differs ?? false,
		};
	});
	return {
		folio: submission.folio,
		correctBy: submission.correctBy && formatDateLong(submission.correctBy),
		remarks: answered,
		missing: missingGroups(cedula),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		const { folio } = await submitCedula(locals.principal, {
			truthDeclared: values.truthDeclared === 'true',
		});
		redirect(303, `/cedula/acuse/${folio}?respondida`);
	}),
};
