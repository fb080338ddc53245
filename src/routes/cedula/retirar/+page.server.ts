import { redirect } from '@sveltejs/kit';
import { getSubmission } from '#lib/cedula/get-submission.server.ts';
import { MOVES, type SubmissionState } from '#lib/cedula/submission.ts';
import { withdrawSubmission } from '#lib/cedula/withdraw-submission.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => {
	const { state, folio } = await getSubmission(locals.principal);
	const allowed: readonly SubmissionState[] = MOVES.withdraw.from;
	if (state === 'draft' || !allowed.includes(state)) redirect(303, '/cedula');
	return { folio: folio ?? '' };
});

export const actions: Actions = {
	default: formAction(async ({ locals }) => {
		await withdrawSubmission(locals.principal);
		redirect(303, '/cedula?retirada');
	}),
};
