import { fold } from '#lib/platform/text.ts';
import { boxAround, turnedBox, type Box, type PageText, type Word } from './reading.ts';
import type { Turns } from './turns.ts';

/** A word on a page as it is shown. */
export type ShownWord = { text: string; box: Box };

/** What was read on a page, with the places of the page as it is shown; see {@link PageText}. */
export type ShownPage = {
	source: PageText['source'];
	lines: ShownWord[][];
	pieces?: ShownWord[][];
};

/** A place where what was looked for stands: a box for each line that it goes over, and the words around it. */
export type Hit = { page: number; boxes: Box[]; context: string };

/** Fewer letters and digits than this are found everywhere. */
const FEWEST_LETTERS = 2;
/** No document is looked through further than this. */
const MOST_HITS = 500;
/** Words before and after a place that tell what it is about. */
const AROUND = 6;
/** Between letters: what parts a word without ending it, like a hyphen at the end of a line. */
const WITHIN = '\u00AD';

type Stretch = { text: string; words: (ShownWord & { line: number })[]; wordAt: number[] };

/** What was read on a page, turned as its person turned the document; without what nobody who looks at it needs. */
export function shownPage({ source, lines, pieces }: PageText, turns: Turns): ShownPage {
	const shown = (read: Word[][]) =>
		read.map((line) => line.map(({ text, box }) => ({ text, box: turnedBox(box, turns) })));
	return { source, lines: shown(lines), ...(pieces && { pieces: shown(pieces) }) };
}

/**
 * Finds words, or the beginning of a number, wherever they stand in a document. Accents, capitals and punctuation do not
 * count; a word that goes on in the next line is one word. What only the second look at a picture read is found too.
 * @returns in the order of the pages; nothing for less than two letters or digits
 */
export function findInText(pages: readonly ShownPage[], query: string): Hit[] {
	const pattern = patternOf(query);
	if (!pattern) return [];
	const hits = pages.flatMap(({ lines, pieces }, index) => {
		const found = hitsIn(lines, pattern, index + 1);
		const more = pieces ? hitsIn(pieces, pattern, index + 1) : [];
		return [...found, ...more.filter(({ boxes }) => !found.some((hit) => isSamePlace(hit.boxes, boxes)))];
	});
	return hits.slice(0, MOST_HITS);
}

function patternOf(query: string): RegExp | null {
	const words = fold(query).match(/[a-z0-9]+/g) ?? [];
	if (words.join('').length < FEWEST_LETTERS) return null;
	const spelled = words.map((word) => [...word].join(`${WITHIN}?`));
	return new RegExp(spelled.join(`[ ${WITHIN}]`), 'g');
}

function hitsIn(lines: readonly ShownWord[][], pattern: RegExp, page: number): Hit[] {
	const stretch = stretchOf(lines);
	return [...stretch.text.matchAll(pattern)].map((match) => {
		const first = stretch.wordAt[match.index]!;
		const last = stretch.wordAt[match.index + match[0].length - 1]!;
		const words = stretch.words.slice(first, last + 1);
		const byLine = Map.groupBy(words, ({ line }) => line);
		const boxes = [...byLine.values()].map((part) => boxAround(part)!);
		return { page, boxes, context: contextOf(stretch, first, last) };
	});
}

/** The words of a page one after the other as they are compared, each character knowing its word. */
function stretchOf(lines: readonly ShownWord[][]): Stretch {
	const stretch: Stretch = { text: '', words: [], wordAt: [] };
	const add = (text: string) => {
		stretch.text += text;
		for (let place = 0; place < text.length; place++) stretch.wordAt.push(stretch.words.length - 1);
	};
	let goesOn = false;
	for (const [line, words] of lines.entries()) {
		for (const [place, { text, box }] of words.entries()) {
			const parts = fold(text).match(/[a-z0-9]+/g);
			if (!parts) continue;
			if (stretch.words.length > 0) add(goesOn ? WITHIN : ' ');
			stretch.words.push({ text, box, line });
			add(parts.join(WITHIN));
			goesOn = place === words.length - 1 && /\p{L}[-\u00AD‐‑]$/u.test(text);
		}
	}
	return stretch;
}

function contextOf({ words }: Stretch, first: number, last: number): string {
	const from = Math.max(0, first - AROUND);
	const to = last + 1 + AROUND;
	const around = words.slice(from, to).map(({ text }) => text);
	return `${from > 0 ? '… ' : ''}${around.join(' ')}${to < words.length ? ' …' : ''}`;
}

function isSamePlace(known: readonly Box[], others: readonly Box[]): boolean {
	const [box] = others;
	if (!box) return true;
	const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
	return known.some(([left, top, right, bottom]) => left <= x && x <= right && top <= y && y <= bottom);
}
