import type { Token } from './cell.ts';

/** What came of looking for a declared value: the same one, another one, or none that could be read. */
export type Result = 'match' | 'mismatch' | 'not_found';

/**
 * A result with what was read instead or as well, and where; nothing is known of the place of what was not found.
 * `isLonger` says that what was read begins or goes on with the declared value.
 */
export type Outcome = { result: Result; found: string | null; tokens: readonly Token[]; isLonger?: boolean };

export const NOT_FOUND: Outcome = { result: 'not_found', found: null, tokens: [] };

/** Under this a word may be misread: what only rests on it is left to a person. */
const SURE = 70;
/** A look has to be surer by so much to speak against the other. */
const MUCH_SURER = 5;

/** The declared value stands there. */
export function match(found: string, tokens: readonly Token[]): Outcome {
	return { result: 'match', found, tokens };
}

/** Another value stands there; what was read with doubt does not count. */
export function mismatch(found: string, tokens: readonly Token[]): Outcome {
	const isSure = tokens.length > 0 && leastSure(tokens) >= SURE;
	return isSure ? { result: 'mismatch', found, tokens } : NOT_FOUND;
}

/**
 * One outcome of two looks at the same document. A value that one look found longer is not the declared one. A match of
 * several words stands against anything else; one of a number or a date, unless the other look is surer.
 */
export function combined(first: Outcome, second: Outcome): Outcome {
	const longer = [first, second].find(({ isLonger, result }) => isLonger && result === 'mismatch');
	if (longer) return longer;
	const [matching, other] = first.result === 'match' ? [first, second] : [second, first];
	if (matching.result !== 'match') return first.result === 'not_found' ? second : first;
	if (other.result !== 'mismatch' || isWords(matching)) return matching;
	return leastSure(other.tokens) > leastSure(matching.tokens) + MUCH_SURER ? NOT_FOUND : matching;
}

function isWords({ tokens }: Outcome): boolean {
	return (
		tokens.filter(({ key }) => /^[a-z]{3,}$/.test(key)).length >= FEWEST_WORDS &&
		!tokens.some(({ key }) => /\d/.test(key))
	);
}

/** So many words in their order are not found by accident. */
const FEWEST_WORDS = 2;

/** Confidence of the least sure of some words. */
export function leastSure(tokens: readonly Token[]): number {
	return Math.min(...tokens.map(({ confidence }) => confidence));
}
