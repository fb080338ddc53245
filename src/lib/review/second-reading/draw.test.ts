import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDrawn } from './draw.ts';

const markOf = (id: string) => createHmac('sha256', 'key of the installation').update(id).digest();

describe('the sample that is read twice', () => {
	it('is the share that was asked for, over many submissions', () => {
		const marks = Array.from({ length: 20_000 }, (_, number) => markOf(`submission ${number}`));
		for (const share of [1, 10, 50]) {
			const drawn = marks.filter((mark) => isDrawn(mark, share)).length;
			const deviation = Math.sqrt(20_000 * (share / 100) * (1 - share / 100));
			expect(Math.abs(drawn - 200 * share)).toBeLessThan(4 * deviation);
		}
	});

	it('is none at 0 and all at 100', () => {
		for (const mark of [Buffer.alloc(4, 0), Buffer.alloc(4, 0xff)]) {
			expect(isDrawn(mark, 0)).toBe(false);
			expect(isDrawn(mark, 100)).toBe(true);
		}
	});

	it('only grows when the share does', () => {
		fc.assert(
			fc.property(
				fc.uint8Array({ minLength: 4, maxLength: 32 }),
				fc.nat(100),
				fc.nat(100),
				(mark, one, other) => {
					const [less, more] = [Math.min(one, other), Math.max(one, other)];
					if (isDrawn(mark, less)) expect(isDrawn(mark, more)).toBe(true);
				},
			),
		);
	});
});
