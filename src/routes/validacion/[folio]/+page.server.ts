import { redirect } from '@sveltejs/kit';
import type { Principal } from '#lib/access/access.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { FormValues } from '#lib/platform/forms.ts';
import { newId } from '#lib/platform/ids.ts';
import { isKeptReading, issueRating } from '#lib/rating/issue-rating.server.ts';
import { acceptMatching } from '#lib/review/accept-matching.server.ts';
import { caseView } from '#lib/review/case-view.server.ts';
import { declareConflict } from '#lib/review/declare-conflict.server.ts';
import { findInCase } from '#lib/review/find-in-case.server.ts';
import { giveVerdict } from '#lib/review/give-verdict.server.ts';
import { handOver } from '#lib/review/hand-over.server.ts';
import { keepCase } from '#lib/review/keep-case.server.ts';
import { observeIdentity } from '#lib/review/observe-identity.server.ts';
import { openCase } from '#lib/review/open-case.server.ts';
import { returnSubmission } from '#lib/review/return-submission.server.ts';
import { claimsFrom } from '#lib/review/several-claims.ts';
import { takeBackVerdicts } from '#lib/review/take-back-verdicts.server.ts';
import { takeCase, takeNext } from '#lib/review/take-next.server.ts';
import { addressOf, outcomeOf, type OutcomeName } from '../outcomes.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is told to whoever concluded a reading after which another one follows. */
const KEPT = { second: 'segunda', third: 'tercera' } as const;

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const opened = caseView(await openCase(locals.principal, params.folio));
	return {
		...opened,
		search: await findInCase(locals.principal, opened.claims, url.searchParams.get('buscar')),
		outcome: outcomeOf(url.searchParams),
		nextForm: newId(),
	};
});

export const actions: Actions = {
	tomar: formAction(async ({ locals, params }) => {
		await takeCase(locals.principal, params.folio);
		return redirect(303, `/validacion/${params.folio}`);
	}),
	decidir: formAction(async ({ locals }, values) => ({
		given: await giveVerdict(locals.principal, values.claimId ?? '', verdictFrom(values)),
	})),
	coincidentes: formAction(async ({ locals, params }, _, form) => ({
		accepted: await acceptMatching(locals.principal, params.folio, {
			claims: claimsFrom(form.getAll('claim')),
		}),
	})),
	quitar: formAction(async ({ locals, params }, _, form) => ({
		takenBack: await takeBackVerdicts(locals.principal, params.folio, {
			claims: claimsFrom(form.getAll('claim')),
		}),
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
	devolver: formAction(async ({ locals, params }, { next }) => {
		await returnSubmission(locals.principal, params.folio);
		return redirect(303, await addressAfter(locals.principal, 'devuelta', params.folio, next));
	}),
	emitir: formAction(async ({ locals, params }, { identityAttested, next }) => {
		const input = { identityAttested: identityAttested === 'true' };
		const issued = await issueRating(locals.principal, params.folio, input);
		const outcome = isKeptReading(issued) ? KEPT[issued.rereading] : 'emitida';
		return redirect(303, await addressAfter(locals.principal, outcome, params.folio, next));
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

/** The queue, or the next case for whoever asked for it with this one. @param form with which the next one is asked for */
async function addressAfter(
	principal: Principal | null,
	outcome: OutcomeName,
	folio: string,
	form: string | undefined,
): Promise<string> {
	const next = form ? await takeNext(principal, { form }) : null;
	return addressOf(outcome, folio, next?.folio);
}

function verdictFrom({ revision, verdict, reason, note }: FormValues) {
	return { revision: Number(revision), verdict, reason, note };
}
