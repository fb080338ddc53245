import { redirect } from '@sveltejs/kit';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { FormValues } from '#lib/platform/forms.ts';
import { issueRating } from '#lib/rating/issue-rating.server.ts';
import { caseView } from '#lib/review/case-view.server.ts';
import { declareConflict } from '#lib/review/declare-conflict.server.ts';
import { giveVerdict } from '#lib/review/give-verdict.server.ts';
import { handOver } from '#lib/review/hand-over.server.ts';
import { keepCase } from '#lib/review/keep-case.server.ts';
import { observeIdentity } from '#lib/review/observe-identity.server.ts';
import { openCase } from '#lib/review/open-case.server.ts';
import { returnSubmission } from '#lib/review/return-submission.server.ts';
import { takeCase } from '#lib/review/take-next.server.ts';
import { addressOf } from '../outcomes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, params }) =>
	caseView(await openCase(locals.principal, params.folio)),
);

export const actions: Actions = {
	tomar: formAction(async ({ locals, params }) => {
		await takeCase(locals.principal, params.folio);
		return redirect(303, `/validacion/${params.folio}`);
	}),
	decidir: formAction(async ({ locals }, values) => ({
		given: await giveVerdict(locals.principal, values.claimId ?? '', verdictFrom(values)),
	})),
	identidad: formAction(async ({ locals, params }, { observed, note }) => {
		const input = { observed: observed === 'true', note };
		await observeIdentity(locals.principal, params.folio, input);
		return { identityRemark: input.observed ? (note ?? null) : null };
	}),
	seguir: formAction(async ({ locals, params }) => {
		await keepCase(locals.principal, params.folio);
		return { kept: true };
	}),
	devolver: formAction(async ({ locals, params }) => {
		await returnSubmission(locals.principal, params.folio);
		return redirect(303, addressOf('devuelta', params.folio));
	}),
	emitir: formAction(async ({ locals, params }, { identityAttested }) => {
		await issueRating(locals.principal, params.folio, { identityAttested: identityAttested === 'true' });
		return redirect(303, addressOf('emitida', params.folio));
	}),
	entregar: formAction(async ({ locals, params }) => {
		await handOver(locals.principal, params.folio);
		return redirect(303, addressOf('entregada', params.folio));
	}),
	conflicto: formAction(async ({ locals, params }) => {
		await declareConflict(locals.principal, params.folio);
		return redirect(303, addressOf('conflicto', params.folio));
	}),
};

function verdictFrom({ revision, verdict, reason, note }: FormValues) {
	return { revision: Number(revision), verdict, reason, note };
}
