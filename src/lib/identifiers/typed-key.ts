/**
 * Makes a typed identifier regular: no blanks or zero-width characters, full-width characters as ASCII, upper case.
 *
 * Nothing else is changed or dropped, so that a wrong character stays visible to the check that follows.
 */
export function normalizeTypedKey(value: string): string {
	return value
		.replace(/[\s\u00ad\u200b-\u200d\u2060]/g, '')
		.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
		.normalize('NFC')
		.replace(/[a-zñ]/g, (letter) => letter.toUpperCase());
}
