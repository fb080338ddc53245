import type { ClaimDecision, SubmissionState } from '#lib/cedula/submission.ts';

/** How a case stands, as far as whoever has its page open must know. */
export type CaseStanding = {
	state: SubmissionState;
	/** the one who asks holds it */
	mine: boolean;
	/** name of whoever holds it */
	holder: string | null;
	claims: { id: string; revision: number; state: ClaimDecision }[];
};

/** What changed elsewhere while a page was open, in words. */
export type Drift = { title: string; message: string };

/** Shown with each: the page keeps what was typed. */
const KEPT = 'Lo que escribió sigue aquí.';

/** What a page no longer shows as it is; null when it still does. Decisions taken on the page itself are no drift. */
export function driftOf(
	shown: Pick<CaseStanding, 'state' | 'mine'> & { claims: readonly { id: string; revision: number }[] },
	standing: CaseStanding,
): Drift | null {
	return holderDrift(shown, standing) ?? claimsDrift(shown.claims, standing.claims);
}

function holderDrift(shown: Pick<CaseStanding, 'state' | 'mine'>, standing: CaseStanding): Drift | null {
	if (shown.mine === standing.mine && shown.state === standing.state) return null;
	if (standing.mine) return { title: 'Ahora tiene esta cédula', message: `La tomó en otra ventana. ${KEPT}` };
	const title = shown.mine ? 'Ya no tiene esta cédula' : 'Esta cédula cambió';
	return { title, message: `${WHAT_HAPPENED[standing.state](standing.holder ?? 'otra persona')} ${KEPT}` };
}

const WHAT_HAPPENED: Record<SubmissionState, (holder: string) => string> = {
	received: () =>
		'Regresó a la fila, porque se entregó o pasó demasiado tiempo sin actividad. Las decisiones guardadas se conservan.',
	in_review: (holder) => `Ahora la tiene ${holder} y solo esa persona puede decidir.`,
	needs_you: () => 'Se devolvió a la persona con observaciones y espera su respuesta.',
	rated: () => 'Ya tiene dictamen.',
	withdrawn: () => 'La persona la retiró.',
};

function claimsDrift(
	shown: readonly { id: string; revision: number }[],
	standing: CaseStanding['claims'],
): Drift | null {
	const now = new Map(standing.map((claim) => [claim.id, claim]));
	const corrected = shown.filter(
		({ id, revision }) => (now.get(id)?.revision ?? revision) !== revision,
	).length;
	if (corrected === 0) return null;
	const what = corrected === 1 ? 'un renglón' : `${corrected} renglones`;
	return {
		title: 'La persona corrigió mientras tanto',
		message: `Envió otra versión de ${what} después de que usted abrió esta página. ${KEPT}`,
	};
}
