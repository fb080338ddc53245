import { error, redirect } from '@sveltejs/kit';
import { openSubmissionOf } from '#lib/cedula/cedula.ts';
import { EDIT_OBSTACLE_MESSAGES, obstacleToClaim } from '#lib/cedula/claim-state.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { claimsPath, kindOfSlug } from '#lib/cedula/paths.ts';
import { withdrawClaim } from '#lib/cedula/withdraw-claim.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { claimLine } from '../../../cedula-texts.server.ts';

export const load: PageServerLoad = page(async ({ locals, params }) => {
	const kind = kindOfSlug(params.kind) ?? error(404);
	const cedula = await getCedula(locals.principal);
	const claim = cedula.claims.find(({ id }) => id === params.id);
	if (!claim) error(404, 'Ese renglón ya no está en su cédula.');
	const obstacle = obstacleToClaim(claim.state, openSubmissionOf(cedula));
	return {
		claim: claimLine(claim),
		counts: claim.state === 'accepted' || claim.counting !== null,
		locked: obstacle && EDIT_OBSTACLE_MESSAGES[obstacle],
		backHref: claimsPath(kind),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals, params }) => {
		await withdrawClaim(locals.principal, params.id);
		redirect(303, '/cedula?quitado');
	}),
};
