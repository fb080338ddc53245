/** Stands for a character that the font of documents does not have. */
export const UNPRINTABLE_MARK = '□';

/** JSON as it goes into a template. */
export type Printable = string | number | boolean | null | Printable[] | { [key: string]: Printable };

/** Data that a document can print whole, and whether some character had to be marked. */
export type Printed = { data: Printable; marked: boolean };

/**
 * Readies data for a document whose format (PDF/A) lets no character go undrawn: what the font lacks becomes a mark,
 * what is invisible goes, and line ends become blanks. All else stays as it is.
 */
export function printable(data: Printable, covered: ReadonlySet<number>): Printed {
	let marked = false;
	const text = (value: string): string => {
		const visible = value.normalize('NFC').replace(/\s/gu, ' ').replace(/\p{C}/gu, '');
		return Array.from(visible, (character) => {
			if (covered.has(character.codePointAt(0)!)) return character;
			marked = true;
			return UNPRINTABLE_MARK;
		}).join('');
	};
	const walk = (value: Printable): Printable => {
		if (typeof value === 'string') return text(value);
		if (Array.isArray(value)) return value.map(walk);
		if (value === null || typeof value !== 'object') return value;
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
	};
	return { data: walk(data), marked };
}
