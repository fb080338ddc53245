import { expect, test } from 'vitest';
import { rosette, rosetteSvg } from './rosette.ts';

const FOLIOS = Array.from({ length: 500 }, (_, index) => `SHM-2026-${String(index + 1).padStart(6, '0')}`);

test('the same folio always gives the same drawing', () => {
	expect(rosette('SHM-2026-000123')).toEqual(rosette('SHM-2026-000123'));
	expect(rosetteSvg('SHM-2026-000123')).toBe(rosetteSvg('SHM-2026-000123'));
});

test('five hundred consecutive folios have five hundred drawings', () => {
	expect(new Set(FOLIOS.map((folio) => rosetteSvg(folio))).size).toBe(FOLIOS.length);
});

/** Distance from the centre of each point that the curve passes through, to a tenth of a unit. */
function radii(path: string): number[] {
	const [first, ...segments] = path.split(/[CS]/);
	const ends = segments.flatMap((part, index) => {
		const numbers = part.match(/-?[\d.]+/g)!.map(Number);
		return index === 0 ? [numbers.slice(-2)] : chunks(numbers, 4).map((four) => four.slice(2));
	});
	return [first!.match(/-?[\d.]+/g)!.map(Number), ...ends].slice(0, -1).map(([x, y]) => Math.hypot(x!, y!));
}

function chunks(numbers: number[], size: number): number[][] {
	return Array.from({ length: numbers.length / size }, (_, index) =>
		numbers.slice(index * size, (index + 1) * size),
	);
}

test('no copy of a curve falls on another', () => {
	for (const { path, copies } of FOLIOS.slice(0, 100).flatMap((folio) => rosette(folio).layers)) {
		const distances = radii(path);
		const lobe = distances.length / copies;
		expect(Number.isInteger(lobe)).toBe(true);
		for (let turn = 1; turn < copies; turn += 1) {
			const apart = distances.map((radius, index) => {
				const other = distances[(index + turn * lobe) % distances.length]!;
				return Math.abs(radius - other);
			});
			expect(Math.max(...apart)).toBeGreaterThan(0.5);
		}
	}
});

test('no point leaves the outer ring, and every number is finite', () => {
	for (const folio of FOLIOS) {
		for (const { path } of rosette(folio).layers) {
			const numbers = path.match(/-?[\d.]+/g)!.map(Number);
			expect(numbers.every(Number.isFinite)).toBe(true);
			const ends = numbers.slice(0, 2).concat(numbers.slice(-2));
			expect(Math.hypot(ends[0]!, ends[1]!)).toBeLessThan(97);
			expect(Math.max(...numbers.map(Math.abs))).toBeLessThan(97);
		}
	}
});

test('a curve closes where it began', () => {
	const numbers = rosette('EDOMEX')
		.layers[0]!.path.match(/-?[\d.]+/g)!
		.map(Number);
	expect(numbers.slice(-2)).toEqual(numbers.slice(0, 2));
});

test('a drawing stays small enough to travel inside a page', () => {
	const longest = Math.max(...FOLIOS.map((folio) => rosetteSvg(folio).length));
	expect(longest).toBeLessThan(10_000);
});

test('an accent or a capital letter is another seed', () => {
	expect(rosetteSvg('José')).not.toBe(rosetteSvg('Jose'));
	expect(rosetteSvg('a')).not.toBe(rosetteSvg('A'));
});
