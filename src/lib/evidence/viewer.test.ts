import { describe, expect, it } from 'vitest';
import { nearer, viewerCommandOf, type Zoom } from './viewer.ts';

const press = (key: string, held: object = {}) => ({
	key,
	ctrlKey: false,
	altKey: false,
	metaKey: false,
	...held,
});
const commandOf = (key: string, zoom: Zoom = 0, signs = true) => viewerCommandOf(press(key), { signs, zoom });

describe('the keys of a viewer', () => {
	it.each([
		['ArrowRight', 'next'],
		['ArrowLeft', 'previous'],
		['+', 'zoomIn'],
		['=', 'zoomIn'],
		['-', 'zoomOut'],
		['r', 'turn'],
		['R', 'turn'],
		['j', undefined],
		['constructor', undefined],
	])('%s means %s', (key, command) => {
		expect(commandOf(key)).toBe(command);
	});

	it('leave the arrows to the picture that is larger than its place', () => {
		expect(commandOf('ArrowRight', 1)).toBeUndefined();
	});

	it('leave the signs to a page that has its own', () => {
		expect(commandOf('r', 0, false)).toBeUndefined();
		expect(commandOf('ArrowRight', 0, false)).toBe('next');
	});

	it.each(['ctrlKey', 'altKey', 'metaKey'])('are the browser’s while %s is held', (held) => {
		expect(viewerCommandOf(press('+', { [held]: true }), { signs: true, zoom: 0 })).toBeUndefined();
	});
});

describe('zoom', () => {
	it('stays between the full width and the largest', () => {
		expect([nearer(0, -1), nearer(0, 1), nearer(2, 1), nearer(3, 1), nearer(3, -1)]).toEqual([0, 1, 3, 3, 2]);
	});
});
