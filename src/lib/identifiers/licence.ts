import { normalizeTypedKey } from '#lib/identifiers/typed-key.ts';

/** A professional licence number read: 7 or 8 digits, or the one error there is. */
export type ParsedLicence = { ok: true; licenceNumber: string } | { ok: false; errors: ['FORMAT'] };

/** Makes a typed licence number regular: no blanks between groups, full-width digits as ASCII. */
export function normalizeLicence(value: string): string {
	return normalizeTypedKey(value);
}

/**
 * Reads the number of a professional licence as typed.
 *
 * It has no check digit: a person compares it with the national register. Older, shorter numbers are written with
 * zeros in front.
 */
export function parseLicence(value: string): ParsedLicence {
	const licenceNumber = normalizeLicence(value);
	return /^\d{7,8}$/.test(licenceNumber) ? { ok: true, licenceNumber } : { ok: false, errors: ['FORMAT'] };
}
