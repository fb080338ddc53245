import { describe, expect, it } from 'vitest';
import { printable, UNPRINTABLE_MARK } from './printable.ts';

const LATIN = new Set(
	[...' abcdefghijklmnopqrstuvwxyzñé#*_$\\/"<>(){}[]@41'].map((each) => each.codePointAt(0)!),
);

describe('text for a document', () => {
	it.each(['#import "x"', '*a* _b_ $c$', '\\u{41}', '<script>alert(ñ)</script>', '@ref'])(
		'keeps what looks like markup: %s',
		(text) => {
			expect(printable(text, LATIN)).toEqual({ data: text, marked: false });
		},
	);

	it('marks each character that the font lacks', () => {
		expect(printable({ name: 'ñ田中' }, LATIN)).toEqual({
			data: { name: `ñ${UNPRINTABLE_MARK}${UNPRINTABLE_MARK}` },
			marked: true,
		});
	});

	it('composes accents', () => {
		expect(printable('e\u0301', LATIN)).toEqual({ data: 'é', marked: false });
	});

	it('loses what is invisible and does not break the line', () => {
		expect(printable('\u202ea\u200b\0b\r\nc', LATIN)).toEqual({ data: 'ab  c', marked: false });
	});

	it('leaves numbers, truth values and nothing as they are', () => {
		expect(printable([1, true, null], LATIN).data).toEqual([1, true, null]);
	});
});
