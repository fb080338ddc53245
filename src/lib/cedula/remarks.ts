import { sameAnswers, type Answers } from './answers.ts';
import type { CedulaView } from './cedula.ts';

/** Longest written reply to a remark, in characters. */
export const REPLY_LENGTH = 500;

/** How a remark on the identity is named where remarks are told apart by their claim. */
export const IDENTITY_KEY = 'identity';

/** What tells a remark from the others of its return: its claim, or that it is about the identity. */
export function remarkKey({ claimId }: { claimId: string | null }): string {
	return claimId ?? IDENTITY_KEY;
}

/** How a remark stands for the person who has to answer it. */
export type RemarkState = 'todo' | 'corrected' | 'replied';

/** How the state is called to the person. */
export const REMARK_STATE_LABELS: Record<RemarkState, string> = {
	todo: 'Por corregir',
	corrected: 'Corregido',
	replied: 'Sin cambios, con su respuesta',
};

/** What became of a remark: answered with or without a change, its claim taken out, left until the period was over, or the cédula taken back. */
export type RemarkOutcome = 'corrected' | 'unchanged' | 'withdrawn' | 'unanswered' | 'taken_back';

/** How an outcome is called on the bench. */
export const REMARK_OUTCOME_LABELS: Record<RemarkOutcome, string> = {
	corrected: 'La persona lo corrigió',
	unchanged: 'La persona lo dejó como estaba',
	withdrawn: 'La persona quitó el renglón',
	unanswered: 'Sin respuesta en el plazo',
	taken_back: 'La persona retiró la cédula',
};

/** What of the person tells whether a remark was attended to; `sentIdentity` as it was sent last. */
type Present = { claims: CedulaView['claims']; identity: Answers; sentIdentity: Answers };

/** Whether what was observed is other than it was sent. */
export function isCorrected(claimId: string | null, { claims, identity, sentIdentity }: Present): boolean {
	if (claimId === null) return !sameAnswers(identity, sentIdentity);
	return claims.find(({ id }) => id === claimId)?.differs ?? false;
}

/** How a remark stands, by what was changed and written so far. */
export function remarkState(corrected: boolean, reply: string | null): RemarkState {
	if (corrected) return 'corrected';
	return reply ? 'replied' : 'todo';
}

/** What becomes of an open remark when the answer is sent. */
export function outcomeOfAnswer(claimId: string | null, present: Present): RemarkOutcome {
	const stands = claimId === null || present.claims.some(({ id }) => id === claimId);
	if (!stands) return 'withdrawn';
	return isCorrected(claimId, present) ? 'corrected' : 'unchanged';
}
