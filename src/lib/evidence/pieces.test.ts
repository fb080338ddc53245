import { describe, expect, it } from 'vitest';
import { covered, pieceName, piecesIn } from './pieces.ts';

const reach = (...pieces: [number, number][]) =>
	covered(piecesIn(pieces.map(([start, end]) => `profile/upload/${pieceName(start, end)}`)));

describe('the pieces of an upload', () => {
	it('reach as far as there is no gap', () => {
		expect(reach()).toBe(0);
		expect(reach([0, 10], [10, 25])).toBe(25);
		expect(reach([10, 25], [0, 10])).toBe(25);
		expect(reach([0, 10], [11, 25])).toBe(10);
		expect(reach([5, 10])).toBe(0);
	});

	it('may overlap, as those of a lost request and of the one that goes on for it do', () => {
		expect(reach([0, 10], [10, 13], [10, 20], [13, 23])).toBe(23);
		expect(reach([0, 30], [10, 13])).toBe(30);
	});

	it('are told from what else lies there, also beyond the digits that names sort by', () => {
		expect(piecesIn(['profile/upload.info', 'profile/upload/1-2', 'profile/upload/notas'])).toEqual([]);
		expect(piecesIn([`a/b/${pieceName(1_000_000, 2_000_000)}`, `a/b/${pieceName(0, 1_000_000)}`])).toEqual([
			{ key: `a/b/${pieceName(0, 1_000_000)}`, start: 0, end: 1_000_000 },
			{ key: `a/b/${pieceName(1_000_000, 2_000_000)}`, start: 1_000_000, end: 2_000_000 },
		]);
	});
});
