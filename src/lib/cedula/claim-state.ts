import type { SectionName } from './sections.ts';
import type { SubmissionState } from './submission.ts';

/** How a claim stands for the person (rules.md, "States and moves"). */
export type ClaimState = 'draft' | 'submitted' | 'accepted' | 'observed' | 'rejected' | 'withdrawn';

/** How the state of a claim is called to the person. */
export const CLAIM_STATE_LABELS: Record<ClaimState, string> = {
	draft: 'Sin enviar',
	submitted: 'Enviado',
	accepted: 'Aceptado',
	observed: 'Con observación',
	rejected: 'No aceptado',
	withdrawn: 'Retirado',
};

/** The submission that is on its way, as far as it decides what may be edited; null when none is. */
export type OpenSubmission = { state: SubmissionState; identityObserved: boolean } | null;

/** Why something may not be edited now; null when it may. */
export type EditObstacle = 'in_validation' | 'not_observed' | 'withdrawn' | null;

/** What to tell the person about each obstacle. */
export const EDIT_OBSTACLE_MESSAGES: Record<NonNullable<EditObstacle>, string> = {
	in_validation:
		'Su cédula está en validación y por ahora no puede cambiar esto. Podrá hacerlo cuando reciba observaciones o su dictamen.',
	not_observed:
		'Por ahora solo puede corregir lo que tiene observaciones. Lo demás se abre cuando reciba su dictamen.',
	withdrawn: 'Usted retiró este renglón. Si lo necesita, agréguelo de nuevo.',
};

/**
 * Whether a claim may be changed, given files or taken out: nothing while it is being validated, only what was observed
 * while the person has to answer, everything otherwise. A change after the dictamen is an update.
 */
export function obstacleToClaim(state: ClaimState, open: OpenSubmission): EditObstacle {
	if (state === 'withdrawn') return 'withdrawn';
	if (!open) return null;
	if (open.state !== 'needs_you') return 'in_validation';
	return state === 'observed' ? null : 'not_observed';
}

/** Whether a new claim may be added. */
export function obstacleToNewClaim(open: OpenSubmission): EditObstacle {
	if (!open) return null;
	return open.state === 'needs_you' ? 'not_observed' : 'in_validation';
}

/**
 * Whether a section may be saved. Identity and post are looked at by the reviewer and rest meanwhile;
 * how to reach the person, what they know and what they wish is nobody's to validate and is always open.
 */
export function obstacleToSection(section: SectionName, open: OpenSubmission): EditObstacle {
	if (!open || (section !== 'identity' && section !== 'post')) return null;
	if (open.state !== 'needs_you') return 'in_validation';
	return section === 'identity' && open.identityObserved ? null : 'not_observed';
}

/** Whether names and CURP may be corrected: until the CURP is held, and when the reviewer observed them. */
export function mayCorrectNames(held: boolean, open: OpenSubmission): boolean {
	if (open) return open.state === 'needs_you' && open.identityObserved;
	return !held;
}
