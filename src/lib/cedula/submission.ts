/** How a submission stands, as stored. The person also sees `draft` before there is one (rules.md, "States and moves"). */
export type SubmissionState = 'received' | 'in_review' | 'needs_you' | 'rated' | 'withdrawn';

/** Who makes a move. */
export type Mover = 'servant' | 'reviewer' | 'holder' | 'admin' | 'system';

type Move = { from: SubmissionState[]; by: Mover; to: SubmissionState };

/**
 * Every move of a submission after it was sent (rules.md, "States and moves").
 * Sending makes it `received`; appeals have a table of their own.
 */
export const MOVES = {
	take: { from: ['received'], by: 'reviewer', to: 'in_review' },
	handOver: { from: ['in_review'], by: 'holder', to: 'received' },
	release: { from: ['in_review'], by: 'system', to: 'received' },
	decide: { from: ['in_review'], by: 'holder', to: 'in_review' },
	return: { from: ['in_review'], by: 'holder', to: 'needs_you' },
	answer: { from: ['needs_you'], by: 'servant', to: 'received' },
	closePeriod: { from: ['needs_you'], by: 'system', to: 'received' },
	issue: { from: ['in_review'], by: 'holder', to: 'rated' },
	/** whoever reads next gets it, because it belongs to the sample that is read again (decision 26) */
	readAgain: { from: ['in_review'], by: 'holder', to: 'received' },
	endReading: { from: ['received'], by: 'admin', to: 'received' },
	withdraw: { from: ['received', 'needs_you'], by: 'servant', to: 'withdrawn' },
} as const satisfies Record<string, Move>;
export type MoveName = keyof typeof MOVES;

/** How a claim stands inside a submission. */
export type ClaimDecision = 'submitted' | 'accepted' | 'observed' | 'rejected' | 'withdrawn';

/** Which reading a submission of the sample waits for: another person's, or the third where the two differ. */
export type Rereading = 'second' | 'third';

/** What decides whether a move may be made, besides the state. */
export type Situation = {
	state: SubmissionState;
	/** decisions on its claims */
	decisions: ClaimDecision[];
	/** the identity was observed */
	identityObserved: boolean;
};

/** Why a move may not be made; null when it may. */
export type Obstacle = 'wrong_state' | 'nothing_observed' | 'undecided' | null;

/** Whether a move may be made: the button and the server ask this one function. */
export function obstacleTo(move: MoveName, situation: Situation): Obstacle {
	const allowed: readonly SubmissionState[] = MOVES[move].from;
	if (!allowed.includes(situation.state)) return 'wrong_state';
	const observed = situation.decisions.includes('observed') || situation.identityObserved;
	if (move === 'return' && !observed) return 'nothing_observed';
	const undecided = situation.decisions.some(
		(decision) => decision === 'submitted' || decision === 'observed',
	);
	const concludes = move === 'issue' || move === 'readAgain';
	if (concludes && (undecided || situation.identityObserved)) return 'undecided';
	return null;
}

/** States in which a submission is still on its way: a person has at most one such. */
export const OPEN_STATES: readonly SubmissionState[] = ['received', 'in_review', 'needs_you'];

/** How the state is called to the person. */
export const STATE_LABELS: Record<SubmissionState | 'draft', string> = {
	draft: 'Borrador',
	received: 'Recibida',
	in_review: 'En revisión',
	needs_you: 'Necesita su respuesta',
	rated: 'Con dictamen',
	withdrawn: 'Retirada',
};

/** Printable reference: prefix, year of reception, number of that year in six digits. */
export function formatFolio(prefix: string, year: number, number: number): string {
	return `${prefix}-${year}-${String(number).padStart(6, '0')}`;
}
