import { error, redirect } from '@sveltejs/kit';
import { CLAIM_FORMS } from '#lib/cedula/answer-rules.server.ts';
import { KIND_WORDS } from '#lib/cedula/answer-words.ts';
import { openSubmissionOf } from '#lib/cedula/cedula.ts';
import { changeClaim } from '#lib/cedula/change-claim.server.ts';
import { EDIT_OBSTACLE_MESSAGES, obstacleToClaim, obstacleToNewClaim } from '#lib/cedula/claim-state.ts';
import { NULLABLE_ANSWERS, type ClaimKind } from '#lib/cedula/claims.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { discardChange } from '#lib/cedula/discard-change.server.ts';
import { evidenceActions } from '#lib/cedula/evidence-actions.server.ts';
import { evidenceFieldData } from '#lib/cedula/evidence-field.server.ts';
import { CLAIM_FIELDS } from '#lib/cedula/claim-fields.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { getSubmission } from '#lib/cedula/get-submission.server.ts';
import { missingOfClaim } from '#lib/cedula/missing.ts';
import { claimPath, claimsPath, kindOfSlug } from '#lib/cedula/paths.ts';
import { questionsOf } from '#lib/cedula/questions.server.ts';
import { understandForm } from '#lib/cedula/understand-form.server.ts';
import type { FormValues } from '#lib/platform/forms.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { isId } from '#lib/platform/ids.ts';
import type { Actions, PageServerLoad } from './$types';
import { answerRows, claimLine, savedWords } from '../../cedula-texts.server.ts';

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const kind = kindOfSlug(params.kind) ?? error(404);
	const cedula = await getCedula(locals.principal);
	const open = openSubmissionOf(cedula);
	const claim = cedula.claims.find(({ id }) => id === params.id);
	if (!claim && !isId(params.id)) error(404, 'Ese renglón no está en su cédula.');
	if (claim && claim.kind !== kind) redirect(303, claimPath(claim.kind, claim.id));
	const obstacle = claim ? obstacleToClaim(claim.state, open) : obstacleToNewClaim(open);
	const answers = claim?.data ?? {};
	const here = claimPath(kind, params.id);
	return {
		kind,
		words: KIND_WORDS[kind],
		...(obstacle ? { fields: CLAIM_FIELDS[kind], choices: {} } : questionsOf(CLAIM_FIELDS[kind], answers)),
		answers,
		version: claim?.version ?? 0,
		claim: claim && claimLine(claim),
		documents: claim && (await evidenceFieldData(locals.principal, claim.id)),
		lacks: claim ? missingOfClaim(claim) : [],
		remark: claim?.state === 'observed' ? await remarkOn(locals.principal, claim.id) : undefined,
		discardable: claim?.state === 'draft' && claim.counting !== null,
		saved: claim && url.searchParams.has('guardado') ? savedWords(claim.savedAt) : undefined,
		locked: obstacle && EDIT_OBSTACLE_MESSAGES[obstacle],
		rows: obstacle ? answerRows(CLAIM_FIELDS[kind], answers) : [],
		here,
		backHref: open?.state === 'needs_you' ? '/cedula/observaciones' : claimsPath(kind),
	};
});

export const actions: Actions = {
	...evidenceActions,
	save: formAction(async ({ locals, params }, values) => {
		const kind = kindOfSlug(params.kind) ?? error(404);
		await saveClaim(locals.principal, kind, params.id, values);
		redirect(303, `${claimPath(kind, params.id)}?guardado#documentos`);
	}),
	discard: formAction(async ({ locals, params }) => {
		const kind = kindOfSlug(params.kind) ?? error(404);
		await discardChange(locals.principal, params.id);
		redirect(303, claimsPath(kind));
	}),
};

/** A form that knew no version is that of a claim that was not there yet. */
function saveClaim(principal: App.Locals['principal'], kind: ClaimKind, id: string, values: FormValues) {
	const form = { fields: CLAIM_FIELDS[kind], prefix: 'data.', schema: CLAIM_FORMS[kind].draft };
	const data = understandForm({ ...form, nullable: NULLABLE_ANSWERS[kind] }, values);
	if (!values.version || values.version === '0') return createClaim(principal, { id, kind, data });
	return changeClaim(principal, id, { data, version: values.version });
}

async function remarkOn(principal: App.Locals['principal'], claimId: string) {
	const { remarks } = await getSubmission(principal);
	return remarks.find((remark) => remark.claimId === claimId);
}
