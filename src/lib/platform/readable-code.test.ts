import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newReadableCode, readTypedCode } from './readable-code.server.ts';

describe('a readable code', () => {
	it('is in groups of four', () => {
		expect(newReadableCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
	});

	it('is another one each time', () => {
		expect(new Set(Array.from({ length: 1000 }, () => newReadableCode())).size).toBe(1000);
	});

	it('is understood as people copy it', () => {
		const code = newReadableCode();
		const copies = [code, code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `];
		expect(copies.map((copy) => readTypedCode(copy))).toEqual([code, code, code, code]);
		expect(readTypedCode('OIL0-1111-2222')).toBe('0110-1111-2222');
	});

	it('is nothing else', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 40 }), (typed) => {
				const read = readTypedCode(typed);
				return read === null || readTypedCode(read) === read;
			}),
		);
		for (const other of ['', '4K7M', '4K7M-9QXT-2HWU', '4K7M-9QXT-2HWD-1', 'SHM-2026-000123']) {
			expect(readTypedCode(other)).toBeNull();
		}
	});
});
