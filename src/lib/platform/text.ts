import { z } from 'zod';

/** Characters that show nothing and only confuse: controls, zero-width, direction overrides, byte-order mark, lone surrogates. */
const INVISIBLE =
	// eslint-disable-next-line no-control-regex -- these are exactly the characters to take out
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;

/**
 * Makes a line of text regular: composed accents (NFC), no invisible characters, one blank between words.
 * Nothing else is touched: what looks like HTML, SQL or a formula is kept as typed and escaped where it is shown.
 */
export function cleanLine(value: string): string {
	return cleanText(value).replace(/\s+/g, ' ').trim();
}

/** Like {@link cleanLine}, but line breaks are kept (notes of several lines). */
export function cleanText(value: string): string {
	return value.replace(/\r\n?/g, '\n').replace(INVISIBLE, '').normalize('NFC').trim();
}

/** Lower case without accents, for comparing what people type with names. Ñ counts as N. */
export function fold(value: string): string {
	return cleanLine(value)
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.toLowerCase();
}

/**
 * A required line of text as people type it, cleaned.
 * @param maxLength characters after cleaning
 */
export function line(maxLength: number, required = 'Escriba este dato.') {
	return z
		.string({ error: required })
		.transform(cleanLine)
		.pipe(z.string().min(1, required).max(maxLength, `Use como máximo ${maxLength} caracteres.`));
}

/** An optional line: empty counts as absent. */
export function optionalLine(maxLength: number) {
	return z
		.string()
		.nullish()
		.transform((value) => (value ? cleanLine(value) : '') || undefined)
		.pipe(z.string().max(maxLength, `Use como máximo ${maxLength} caracteres.`).optional());
}
