import type { SubmissionState } from '#lib/cedula/submission.ts';
import type { Tone } from '#lib/ui/tone.ts';

const STATES: Record<SubmissionState | 'draft', { label: string; tone: Tone }> = {
	draft: { label: 'Sin enviar', tone: 'neutral' },
	withdrawn: { label: 'Sin enviar', tone: 'neutral' },
	received: { label: 'En validación', tone: 'info' },
	in_review: { label: 'En validación', tone: 'info' },
	needs_you: { label: 'Hay que corregir algo', tone: 'warning' },
	rated: { label: 'Con dictamen', tone: 'success' },
};

/** How the cédula of somebody at the desk stands, in words. */
export function deskState(state: SubmissionState | null): { label: string; tone: Tone } {
	return STATES[state ?? 'draft'];
}
