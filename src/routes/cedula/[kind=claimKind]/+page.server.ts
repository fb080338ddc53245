import { error } from '@sveltejs/kit';
import { KIND_WORDS } from '#lib/cedula/answer-words.ts';
import { openSubmissionOf } from '#lib/cedula/cedula.ts';
import { EDIT_OBSTACLE_MESSAGES, obstacleToClaim, obstacleToNewClaim } from '#lib/cedula/claim-state.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { claimPath, kindOfSlug } from '#lib/cedula/paths.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { newId } from '#lib/platform/ids.ts';
import type { PageServerLoad } from './$types';
import { claimLine } from '../cedula-texts.server.ts';

export const load: PageServerLoad = page(async ({ locals, params }) => {
	const kind = kindOfSlug(params.kind) ?? error(404);
	const cedula = await getCedula(locals.principal);
	const open = openSubmissionOf(cedula);
	const obstacle = obstacleToNewClaim(open);
	const own = cedula.claims.filter((claim) => claim.kind === kind);
	return {
		kind,
		words: KIND_WORDS[kind],
		claims: own.map((claim) => ({ ...claimLine(claim), editable: !obstacleToClaim(claim.state, open) })),
		addHref: obstacle ? null : claimPath(kind, newId()),
		locked: obstacle && EDIT_OBSTACLE_MESSAGES[obstacle],
	};
});
