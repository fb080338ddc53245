import { describe, expect, it } from 'vitest';
import { BENCH_KEYS, commandOf, neighbour, nextToDecide } from './bench-keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {}) => ({
	key,
	ctrlKey: false,
	altKey: false,
	metaKey: false,
	...held,
});

describe('the keys of the bench', () => {
	it('do what the list beside the buttons says', () => {
		expect(BENCH_KEYS.map(({ key }) => commandOf(press(key), false))).toEqual(
			BENCH_KEYS.map(({ command }) => command),
		);
	});

	it('are all different', () => {
		expect(new Set(BENCH_KEYS.map(({ key }) => key)).size).toBe(BENCH_KEYS.length);
	});

	it('work with the capital lock on', () => {
		expect(commandOf(press('A'), false)).toBe('accept');
	});

	it('do nothing while somebody types', () => {
		expect(commandOf(press('a'), true)).toBeUndefined();
	});

	it('leave the combinations of the browser alone', () => {
		expect(commandOf(press('r', { ctrlKey: true }), false)).toBeUndefined();
	});
});

describe('where the work goes on', () => {
	const claims = [
		{ id: '1', state: 'submitted' },
		{ id: '2', state: 'accepted' },
		{ id: '3', state: 'submitted' },
	];

	it('is the next claim to decide', () => {
		expect(nextToDecide(claims, '1')).toBe('3');
	});

	it('begins again at the top after the last one', () => {
		expect(nextToDecide(claims, '3')).toBe('1');
	});

	it('is nowhere when everything is decided', () => {
		expect(nextToDecide([{ id: '1', state: 'accepted' }], '1')).toBeNull();
	});

	it('stays on the page at both ends', () => {
		expect([neighbour(claims, '3', 1), neighbour(claims, '1', -1), neighbour(claims, null, 1)]).toEqual([
			'3',
			'1',
			'1',
		]);
	});
});
