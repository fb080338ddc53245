import type { ClaimView } from './cedula.ts';

/** Whether a claim has what proves it: a usable document, one that is still being checked, or none. */
export type DocumentLight = 'have' | 'checking' | 'lacking';

/** How each is called to the person. */
export const DOCUMENT_LIGHT_LABELS: Record<DocumentLight, string> = {
	have: 'Lo tengo',
	checking: 'Se está revisando',
	lacking: 'Me falta',
};

/** Whether a claim has what proves it; a refused file proves nothing, and one that is being checked may still be refused. */
export function documentLightOf({ evidence }: Pick<ClaimView, 'evidence'>): DocumentLight {
	if (evidence.some(({ scan }) => scan === 'pending')) return 'checking';
	return evidence.some(({ scan }) => scan !== 'refused') ? 'have' : 'lacking';
}
