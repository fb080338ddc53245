/** Names of a person as declared; a person may have no second surname. */
export interface PersonNames {
	givenNames: string;
	firstSurname: string;
	secondSurname?: string | null;
}

/** Given names that are skipped when another one follows (identifiers.md, "Compound given name"). */
const SKIPPED_GIVEN_NAMES = new Set(['MARIA', 'MA', 'M', 'JOSE', 'J']);

/** Upper-case words without accents or diaeresis; Ñ stays, full stops separate, other signs stay in their word. */
export function nameWords(text: string | null | undefined): string[] {
	return (text ?? '')
		.normalize('NFKD')
		.toUpperCase()
		.replace(/N\u0303/g, 'Ñ')
		.replace(/[\p{M}\u200b-\u200d\u2060\ufeff]/gu, '')
		.split(/[\s.]+/)
		.filter((word) => word !== '');
}

/** The word of a surname that an identifier is built from: the first that is no particle; '' when there is none. */
export function surnameWord(surname: string | null | undefined, particles: ReadonlySet<string>): string {
	const words = nameWords(surname);
	return words.find((word) => !particles.has(word)) ?? words[0] ?? '';
}

/** The given name that an identifier is built from: the second of a compound that starts with María or José. */
export function givenNameWord(givenNames: string, particles: ReadonlySet<string>): string {
	const words = nameWords(givenNames);
	const [first = '', ...others] = words;
	const rest = SKIPPED_GIVEN_NAMES.has(first) ? others : words;
	return rest.find((word) => !particles.has(word)) ?? first;
}
