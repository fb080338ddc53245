import { answerLines, type LabelOf } from './answer-words.ts';
import { sameAnswers, type Answers } from './answers.ts';
import { CLAIM_FIELDS } from './claim-fields.ts';
import type { ClaimKind } from './claims.ts';
import type { ClaimDecision, SubmissionState } from './submission.ts';

/** How a sent revision of a claim stands for its owner. */
export type RevisionState = 'counting' | 'waiting' | 'observed' | 'rejected' | 'replaced' | 'withdrawn';

/** How each is called to the person. */
export const REVISION_STATE_LABELS: Record<RevisionState, string> = {
	counting: 'Aceptada: es la que cuenta',
	waiting: 'En espera de validación',
	observed: 'Con observación',
	rejected: 'No aceptada',
	replaced: 'Reemplazada por una posterior',
	withdrawn: 'Retirada',
};

/** What decides how a revision stands. */
export type RevisionFacts = {
	/** it is the one that counts for the rating */
	accepted: boolean;
	/** no later revision of the claim was sent */
	newest: boolean;
	/** the claim was taken out of the cédula */
	claimWithdrawn: boolean;
	/** the submission that it was looked at in last; null when a later revision took its place there */
	submission: { state: SubmissionState; decision: ClaimDecision } | null;
};

/**
 * How a sent revision stands. Decisions show once the cédula was returned or rated, as everywhere else: until then they may
 * still change.
 */
export function revisionStateOf({
	accepted,
	newest,
	claimWithdrawn,
	submission,
}: RevisionFacts): RevisionState {
	if (claimWithdrawn) return newest ? 'withdrawn' : 'replaced';
	if (accepted) return 'counting';
	if (!submission) return 'replaced';
	const { state, decision } = submission;
	if (state === 'withdrawn' || decision === 'withdrawn') return newest ? 'withdrawn' : 'replaced';
	if (state === 'needs_you' && decision === 'observed') return 'observed';
	if (state !== 'rated') return 'waiting';
	return decision === 'accepted' ? 'replaced' : 'rejected';
}

/** One answer that a revision changed, in words; nothing where there was or is no answer. */
export type ChangedAnswer = { label: string; before: string; after: string };

/** What the data of a revision say otherwise than those of the one before it, in the order of the page. */
export function changedAnswers(
	kind: ClaimKind,
	before: Answers,
	after: Answers,
	labelOf: LabelOf,
): ChangedAnswer[] {
	return CLAIM_FIELDS[kind]
		.filter(({ name }) => !sameAnswers({ value: before[name] }, { value: after[name] }))
		.map((field) => ({
			label: field.summary ?? field.label,
			before: answerLines(field, before[field.name], labelOf).join(', '),
			after: answerLines(field, after[field.name], labelOf).join(', '),
		}));
}
