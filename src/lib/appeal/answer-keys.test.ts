import { describe, expect, it } from 'vitest';
import { BENCH_KEYS } from '#lib/review/bench-keys.ts';
import { ANSWER_KEYS, answerCommandOf, answeredWords } from './answer-keys.ts';

const press = (key: string) => ({ key, ctrlKey: false, altKey: false, metaKey: false });

describe('the keys of an answer', () => {
	it('do what their list says, each another thing, and nothing while somebody types', () => {
		expect(ANSWER_KEYS.map(({ key }) => answerCommandOf(press(key), false))).toEqual(
			ANSWER_KEYS.map(({ command }) => command),
		);
		expect(new Set(ANSWER_KEYS.map(({ key }) => key)).size).toBe(ANSWER_KEYS.length);
		expect(answerCommandOf(press('a'), true)).toBeUndefined();
	});

	it('mean on the bench what they mean here', () => {
		const shared = ['next', 'previous', 'accept', 'reject', 'nextFile', 'previousFile'];
		const keysOf = (list: readonly { key: string; command: string }[]) =>
			shared.map((name) => list.find(({ command }) => command === name)?.key);
		expect(keysOf(ANSWER_KEYS)).toEqual(keysOf(BENCH_KEYS));
	});
});

describe('how far an answer is', () => {
	const done = { outcome: 'upheld', explanation: 'Los meses están contados.' };
	it.each([
		['El criterio no está respondido.', [{ ...done, explanation: ' ' }]],
		['El criterio está respondido.', [done]],
		['1 de 3 criterios respondidos.', [done, { ...done, outcome: '' }, { ...done, explanation: '' }]],
	])('%s', (words, criteria) => {
		expect(answeredWords(criteria)).toBe(words);
	});
});
