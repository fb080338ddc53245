import type { Tone } from '#lib/ui/tone.ts';

/** How a panel stands: invited, judging in a round, between rounds with feedback, over with minutes, or called off. */
export const PANEL_STATES = ['invited', 'judging', 'feedback', 'ended', 'cancelled'] as const;
export type PanelState = (typeof PANEL_STATES)[number];

/** States in words, with the tone of their mark. */
export const PANEL_STATE_WORDS: Readonly<Record<PanelState, { label: string; tone: Tone }>> = {
	invited: { label: 'Por empezar', tone: 'neutral' },
	judging: { label: 'Ronda abierta', tone: 'info' },
	feedback: { label: 'Entre rondas', tone: 'info' },
	ended: { label: 'Terminado', tone: 'success' },
	cancelled: { label: 'Cancelado', tone: 'neutral' },
};

/** Everything that may be done with a panel, from where and to which state. Rounds repeat; what ended or was called off stays so. */
export const PANEL_MOVES = {
	open_round: { from: ['invited', 'feedback'], to: 'judging' },
	close_round: { from: ['judging'], to: 'feedback' },
	end: { from: ['feedback'], to: 'ended' },
	cancel: { from: ['invited', 'judging', 'feedback'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly PanelState[]; to: PanelState }>;
export type PanelMoveName = keyof typeof PANEL_MOVES;

/** Whether a panel that stands so may be moved. */
export function mayMovePanel(move: PanelMoveName, state: PanelState): boolean {
	const { from }: { from: readonly PanelState[] } = PANEL_MOVES[move];
	return from.includes(state);
}

/** What may be done with a panel that stands so. */
export function panelMovesFrom(state: PanelState): PanelMoveName[] {
	return (Object.keys(PANEL_MOVES) as PanelMoveName[]).filter((move) => mayMovePanel(move, state));
}

/** The round in which a panel is after a move. */
export function roundAfter(move: PanelMoveName, round: number): number {
	return move === 'open_round' ? round + 1 : round;
}

/** Fewest people of a panel, and fewest who finish each set of a round: of two, each would know what the other judged. */
export const FEWEST_JUDGES = 3;

/** Whether more people may be invited: until the first round is closed, when the group sees what it said. */
export function mayInvite({ state, round }: { state: PanelState; round: number }): boolean {
	return state === 'invited' || (state === 'judging' && round === 1);
}

/** Longest comment on a set, in characters. */
export const COMMENT_LENGTH = 1000;

/** How many rounds of a panel are closed, which is what the group gets to see. */
export function closedRounds({ state, round }: { state: PanelState; round: number }): number {
	if (state === 'judging') return round - 1;
	return state === 'feedback' || state === 'ended' ? round : 0;
}
