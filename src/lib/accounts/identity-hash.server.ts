import { readBirthDate } from '#lib/identifiers/curp.ts';
import type { PersonNames } from '#lib/identifiers/person-names.ts';
import { keyedHash } from '#lib/platform/secrets.server.ts';
import { fold } from '#lib/platform/text.ts';

/**
 * What finds people with the same name and the same birth date under another CURP, which itself lies encrypted.
 * Accents, case, signs, and where the given names end make no difference.
 * @returns null when the CURP has no birth date
 */
export function identityHash({ curp, ...names }: PersonNames & { curp: string }): Buffer | null {
	const birthDate = readBirthDate(curp);
	if (birthDate === null) return null;
	const { givenNames, firstSurname, secondSurname } = names;
	const words = fold([givenNames, firstSurname, secondSurname].join(' ')).match(/[\p{L}\p{N}]+/gu) ?? [];
	return keyedHash('identity', [...words, birthDate].join(' '));
}
