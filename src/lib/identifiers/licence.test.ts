import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLicence } from '#lib/identifiers/licence.ts';

describe('a professional licence number', () => {
	it.each([
		['1234567', '1234567'],
		['12345678', '12345678'],
		['12 345 678', '12345678'],
		['１２３４５６７', '1234567'],
		[' 0012345\n', '0012345'],
	])('%j is kept as %s', (typed, licenceNumber) => {
		expect(parseLicence(typed)).toEqual({ ok: true, licenceNumber });
	});

	it.each(['', '123456', '123456789', '12345E7', '1234-567', '1234567.', '-1234567', '١٢٣٤٥٦٧'])(
		'%j is refused',
		(typed) => {
			expect(parseLicence(typed)).toEqual({ ok: false, errors: ['FORMAT'] });
		},
	);

	it('survives blanks anywhere and keeps zeros in front', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^\d{7,8}$/), fc.nat(8), (digits, at) => {
				const typed = `${digits.slice(0, at)} ${digits.slice(at)}`;
				expect(parseLicence(typed)).toEqual({ ok: true, licenceNumber: digits });
			}),
		);
	});
});
