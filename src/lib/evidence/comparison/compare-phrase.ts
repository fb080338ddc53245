import { textOf, tokensOf, type Flow, type Token } from './cell.ts';
import { leastSure, match, mismatch, NOT_FOUND, type Outcome } from './outcome.ts';
import { extend, findPhrase, valuesOf, whole, type PhraseKind } from './phrases.ts';
import { contentWords, mayBe, PARTICLES, type Freedom } from './words.ts';

/** How a text is compared: where its kind begins, and how freely. */
export type PhraseRules = {
	kind: PhraseKind;
	freedom?: Freedom;
	/** what stands right before such a value */
	labels: readonly string[];
	/** the words that such a value begins with */
	heads?: RegExp;
	/** it may stand between quotation marks */
	quoted?: boolean;
};

/**
 * Looks for a declared text. It matches where it stands whole; where it is a part of a longer text, that longer one was
 * read. Where it does not stand at all, what stands in its place was read.
 */
export function comparePhrase(flow: Flow, declared: string, rules: PhraseRules): Outcome {
	const places = findPhrase(flow, declared, rules.kind, rules.freedom);
	const parts = places.filter(({ wholeness }) => wholeness === 'part');
	const wholes = places.filter(({ wholeness }) => wholeness === 'whole');
	if (wholes.length > 0 && parts.every(({ tokens }) => isHeading(tokens))) {
		const { tokens } = wholes.toSorted((one, other) => leastSure(other.tokens) - leastSure(one.tokens))[0]!;
		return match(textOf(tokens), tokens);
	}
	if (parts[0]) {
		const longer = whole(parts[0].tokens, rules.kind);
		return { ...mismatch(textOf(longer), longer), isLonger: true };
	}
	return places.length > 0 ? NOT_FOUND : insteadOf(declared, candidatesOf(flow, rules));
}

/** A title in capitals over the text may run into what stands below it; where the text says the same it does not count. */
function isHeading(tokens: readonly Token[]): boolean {
	return (
		new Set(tokens.map(({ cell }) => cell)).size === 1 && tokens.at(-1)!.cell.tokens.at(-1) === tokens.at(-1)
	);
}

/** What stands where the declared value should: nothing counts that may be it, misread. */
export function insteadOf(declared: string, candidates: readonly (readonly Token[])[]): Outcome {
	const words = contentWords(declared);
	const alike = candidates
		.map((tokens) => ({ tokens, share: shareOf(words, tokens) }))
		.filter(({ tokens }) => tokens.length > 0)
		.toSorted((one, other) => other.share - one.share)[0];
	if (!alike) return NOT_FOUND;
	return alike.share === 1 && contentOf(alike.tokens).length === words.length
		? NOT_FOUND
		: mismatch(textOf(alike.tokens), alike.tokens);
}

/** How much of a text may stand in what was read, misread words counting as well. */
function shareOf(words: readonly string[], tokens: readonly Token[]): number {
	const read = contentOf(tokens);
	const there = words.filter((word) => read.some((token) => mayBe(token, word)));
	return words.length === 0 ? 0 : there.length / Math.max(words.length, read.length);
}

function contentOf(tokens: readonly Token[]): Token[] {
	return tokens.filter(({ key }) => !PARTICLES.has(key));
}

function candidatesOf(flow: Flow, { kind, labels, heads, quoted }: PhraseRules): Token[][] {
	const tokens = tokensOf(flow);
	const headed = heads ? tokens.filter(({ key, style }) => heads.test(key) && style !== 'lower') : [];
	const marked = quoted ? tokens.filter(({ before }) => /["“«]/.test(before)) : [];
	const labelled = valuesOf(flow, labels).filter(({ style }) => style === 'title' || style === 'upper');
	return [...labelled, ...headed, ...marked]
		.map((first) => extend(first, kind))
		.filter((run) => contentOf(run).length > 1 || !heads);
}
