import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonToStop } from './agreement.ts';
import { setOf } from './comparison-sets.ts';
import { groupResult } from './group-result.ts';
import { JUDGEMENTS, judgementText, ratioText } from './judgement.ts';
import { judgementOptions } from './panel-words.ts';
import {
	PANEL_MOVES,
	PANEL_STATES,
	mayMovePanel,
	panelMovesFrom,
	roundAfter,
	type PanelMoveName,
	type PanelState,
} from './panel.ts';

const MOVES = Object.keys(PANEL_MOVES) as PanelMoveName[];

describe('the moves of a panel', () => {
	it('never leave what ended or was called off, and every other state has a way to end', () => {
		expect(panelMovesFrom('ended')).toEqual([]);
		expect(panelMovesFrom('cancelled')).toEqual([]);
		for (const state of PANEL_STATES.filter((each) => !['ended', 'cancelled'].includes(each)))
			expect(panelMovesFrom(state)).toContain('cancel');
	});

	it('end only after a round that was closed; rounds count those that were opened', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...MOVES), { maxLength: 30 }), (moves) => {
				let [state, round]: [PanelState, number] = ['invited', 0];
				const made: PanelMoveName[] = [];
				for (const move of moves) {
					if (!mayMovePanel(move, state)) continue;
					[state, round] = [PANEL_MOVES[move].to, roundAfter(move, round)];
					made.push(move);
				}
				const opened = made.filter((move) => move === 'open_round').length;
				const closed = made.filter((move) => move === 'close_round').length;
				expect(round).toBe(opened);
				expect(opened - closed).toBe(
					state === 'judging' || (state === 'cancelled' && opened > closed) ? 1 : 0,
				);
				if (state === 'ended') expect(made.slice(-2)).toEqual(['close_round', 'end']);
			}),
		);
	});
});

describe('the result of a set', () => {
	const elements = setOf('elements');

	it('is kept back with fewer than three people', () => {
		expect(groupResult(elements, [elements.pairs.map(() => 1), elements.pairs.map(() => 9)])).toBeNull();
	});

	it('has the geometric mean of each pair and the farthest judgements', () => {
		const found = groupResult(
			elements,
			[1, 3, 9].map((judgement) => [judgement, 1, 1, 1, 1, 1]),
		)!;
		expect(found.judges).toBe(3);
		expect(found.pairs[0]!.ratio).toBeCloseTo(3, 12);
		expect(found.pairs[0]).toMatchObject({ lowest: 1, highest: 9 });
	});

	it('does not depend on who is named first', () => {
		const size = elements.pairs.length;
		const anyPerson = fc.array(fc.constantFrom(...JUDGEMENTS), { minLength: size, maxLength: size });
		fc.assert(
			fc.property(fc.array(anyPerson, { minLength: 3, maxLength: 8 }), (people) => {
				const [one, other] = [groupResult(elements, people)!, groupResult(elements, people.toReversed())!];
				one.priorities.weights.forEach((weight, i) =>
					expect(weight).toBeCloseTo(other.priorities.weights[i]!, 10),
				);
				expect(one.agreement.w === null ? null : one.agreement.w.toFixed(9)).toBe(
					other.agreement.w === null ? null : other.agreement.w.toFixed(9),
				);
			}),
		);
	});
});

describe('in words', () => {
	it('a judgement names who weighs more', () => {
		expect(judgementText(5, 'Uno', 'Dos')).toBe('5, Uno es bastante más importante');
		expect(judgementText(-9, 'Uno', 'Dos')).toBe('9, Dos es extremadamente más importante');
		expect(judgementText(1, 'Uno', 'Dos')).toBe('1, igual importancia');
		expect(ratioText(0.4, 'Uno', 'Dos')).toBe('2.5 a favor de Dos');
		expect(ratioText(1.01, 'Uno', 'Dos')).toBe('igual importancia');
	});

	it('an answer says its number and whom it favours before anything else', () => {
		const labels = judgementOptions('Uno', 'Dos').map(({ label }) => label);
		expect(labels).toHaveLength(17);
		expect([labels[0], labels[8], labels[16]]).toEqual([
			'9 · Uno, extremadamente más',
			'1 · igual importancia',
			'9 · Dos, extremadamente más',
		]);
	});

	it('rounds are enough when the group agrees, stands still, or held three', () => {
		expect(reasonToStop([0.4])).toBeNull();
		expect(reasonToStop([0.4, 0.7])).toBe('agreement');
		expect(reasonToStop([0.4, 0.44])).toBe('stable');
		expect(reasonToStop([0.1, 0.3, 0.5])).toBe('rounds');
		expect(reasonToStop([null])).toBeNull();
	});
});
