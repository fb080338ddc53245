import { describe, expect, it } from 'vitest';
import { BENCH_KEYS, commandOf } from './bench-keys.ts';

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

	it('look for words with the key of other programs too', () => {
		expect(commandOf(press('/'), false)).toBe('find');
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
