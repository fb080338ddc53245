import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no letter that is taken for a digit or for another letter. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;

/** A code that a person can copy from paper (`4K7M-9QXT-2HWD`): 5 random bits a character. */
export function newReadableCode(characters = 12): string {
	const letters = Array.from(randomBytes(characters), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
	return grouped(letters);
}

/** A code as it was made from one as it was typed: small letters, other blanks, `O` for `0`; null when it cannot be one. */
export function readTypedCode(typed: string, characters = 12): string | null {
	const letters = typed
		.toUpperCase()
		.replace(/[\s\-–—_.]/gu, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
	const isCode = letters.length === characters && [...letters].every((letter) => ALPHABET.includes(letter));
	return isCode ? grouped(letters) : null;
}

function grouped(letters: string): string {
	return letters.match(new RegExp(`.{1,${GROUP}}`, 'g'))!.join('-');
}
