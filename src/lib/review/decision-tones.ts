import type { ClaimDecision } from '#lib/cedula/submission.ts';
import type { Tone } from '#lib/ui/tone.ts';

/** The tone of a decision on the bench; its label says the same. */
export const DECISION_TONES: Record<ClaimDecision, Tone> = {
	submitted: 'neutral',
	accepted: 'success',
	observed: 'warning',
	rejected: 'error',
	withdrawn: 'neutral',
};
