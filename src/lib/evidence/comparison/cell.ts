import type { Box } from '../reading.ts';
import { PARTICLES } from './words.ts';

/** How a word is written: in capitals, with a capital, in small letters; `other` for numbers and single letters. */
export type Style = 'upper' | 'title' | 'lower' | 'other';

/** A word of a document with what stands around it. */
export type Token = {
	/** letters without accents in lower case, and digits */
	key: string;
	/** as printed, without the punctuation around it */
	text: string;
	/** punctuation right before and right after it */
	before: string;
	after: string;
	style: Style;
	confidence: number;
	box: Box;
	page: number;
	cell: Cell;
	/** place in its cell */
	index: number;
};

/** A piece of a line without wide gaps: a line of a paragraph, or a cell of a table. Its measures are in heights of the page. */
export type Cell = {
	page: number;
	tokens: Token[];
	left: number;
	top: number;
	right: number;
	bottom: number;
	/** of its letters */
	height: number;
	/** width of the page divided by its height */
	shape: number;
	/** the cells that its text may come from and go on in */
	above?: Cell;
	below?: Cell;
	/** the cells that may say what it holds: the one beside it, then the one over it */
	labels: readonly Cell[];
};

/** The text of a document, ready to look things up in it; pages begin with 1. */
export type Flow = { cells: Cell[]; misread: boolean };

/** The token that follows in reading: in the same cell, or in the line below. */
export function nextOf({ cell, index }: Token): Token | undefined {
	return cell.tokens[index + 1] ?? cell.below?.tokens[0];
}

/** The token that comes before in reading. */
export function previousOf({ cell, index }: Token): Token | undefined {
	return cell.tokens[index - 1] ?? cell.above?.tokens.at(-1);
}

/** The first token after another one that is no particle. */
export function nextContent(token: Token): Token | undefined {
	let next = nextOf(token);
	while (next && PARTICLES.has(next.key)) next = nextOf(next);
	return next;
}

/** All tokens, cell by cell. */
export function tokensOf({ cells }: Flow): Token[] {
	return cells.flatMap(({ tokens }) => tokens);
}

/** What tokens say, as printed, without the punctuation around the whole. */
export function textOf(tokens: readonly Token[]): string {
	let said = '';
	for (const [place, { text, before, after, box }] of tokens.entries()) {
		const isSameWord = place > 0 && tokens[place - 1]!.box === box;
		const isLast = place === tokens.length - 1;
		const closing = isLast ? (/^\p{L}$/u.test(text) ? /^\.?/.exec(after)![0] : '') : after;
		said += (place === 0 ? '' : (isSameWord ? '' : ' ') + before) + text + closing;
	}
	return said.replace(/[|•]/g, '').replace(/\s+/g, ' ');
}

/** Width of a token in heights of the page. */
export function widthOf({ box, cell }: Token): number {
	return (box[2] - box[0]) * cell.shape;
}

/** How far two cells lie one over the other. */
export function overlap(one: Cell, other: Cell): number {
	return Math.min(one.right, other.right) - Math.max(one.left, other.left);
}

/** A label above its value may be so many heights of its letters away. */
const LABEL_GAP = 2.5;

/** Whether two cells stand on one line. */
export function isLevel(one: Cell, other: Cell): boolean {
	const both = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
	return both > 0.4 * Math.min(one.height, other.height);
}

/** Whether a cell stands right above another one. */
export function isAbove(one: Cell, other: Cell): boolean {
	const gap = other.top - one.bottom;
	const height = Math.max(one.height, other.height);
	return (
		gap > -0.4 * height &&
		gap < LABEL_GAP * height &&
		one.top < other.top - 0.3 * height &&
		overlap(one, other) > 0
	);
}
