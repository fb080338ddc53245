import { boxAround, type PageText, type Word } from '../reading.ts';
import { isAbove, isLevel, overlap, type Cell, type Flow, type Style, type Token } from './cell.ts';
import { keyOf, PARTICLES } from './words.ts';

/** A gap of more than this many heights of the letters parts two cells, in a line spread to the margins more than this share of the usual one. */
const WIDE_GAP = 1.8;
const SPREAD_GAP = 1.6;
const FEWEST_SPREAD = 5;
/** Lines of one paragraph are at most so many heights apart, overlap by this share, and are about as high. */
const LINE_GAP = 1.3;
const LINE_OVERLAP = 0.5;
const LINE_HEIGHT = 1.5;
/** What is read with less confidence is dirt. */
const DIRT = 20;
const DOUBTFUL = 75;
/** A line that ends with «de» goes on below, also in larger letters. */
const LARGER_GAP = 2.5;
const LARGER_HEIGHT = 3;
/** A cell of a row of several does not continue a line that stood alone and was so much wider. */
const NARROWER = 0.6;

/** Arranges what was read into cells. @param look the lines of each page, or the second look at it */
export function flowOf(pages: readonly PageText[], look: 'lines' | 'pieces' = 'lines'): Flow {
	const cells = pages.flatMap((page, index) => {
		const lines = (look === 'pieces' && page.pieces) || page.lines;
		const found = lines.flatMap((line) => cellsOf(line, page.shape, index + 1));
		linkLines(found);
		linkLabels(found);
		return found;
	});
	return { cells, misread: pages.some(({ source }) => source === 'picture') };
}

function cellsOf(line: readonly Word[], shape: number, page: number): Cell[] {
	const words = line.filter(({ confidence, text }) => confidence >= DIRT || /\d{4,}/.test(text));
	const height = heightOf(words);
	const widest = Math.max(WIDE_GAP * height, SPREAD_GAP * shape * usualGap(words));
	const groups: Word[][] = [];
	for (const word of words) {
		const last = groups.at(-1)?.findLast(({ text }) => hasLetters(text));
		const isNear = last && (word.box[0] - last.box[2]) * shape <= widest;
		if (isNear || (last && !hasLetters(word.text))) groups.at(-1)!.push(word);
		else groups.push([word]);
	}
	return groups.flatMap((group) => cellOf(group, shape, page) ?? []);
}

function hasLetters(text: string): boolean {
	return /[\p{L}\p{N}]/u.test(text);
}

/** Width between the words of a line with many of them, as a share of the page. */
function usualGap(words: readonly Word[]): number {
	const gaps = words.slice(1).map(({ box }, place) => box[0] - words[place]!.box[2]);
	if (gaps.length < FEWEST_SPREAD) return 0;
	return gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)]!;
}

function cellOf(words: Word[], shape: number, page: number): Cell | undefined {
	const [left, top, right, bottom] = boxAround(words)!;
	const [from, to, height] = [left * shape, right * shape, heightOf(words)];
	const cell: Cell = { page, tokens: [], left: from, top, right: to, bottom, height, shape, labels: [] };
	for (const word of words) addTokens(cell, word);
	return cell.tokens.length > 0 && !isDirt(cell.tokens) ? cell : undefined;
}

/** A lonely letter or two that were hardly read. */
function isDirt(tokens: readonly Token[]): boolean {
	return tokens.every(
		({ key, confidence }) => key.length <= 2 && confidence < DOUBTFUL && !/^\d+$/.test(key),
	);
}

/** Letters and digits make tokens; what stands between them belongs to the one before. */
function addTokens(cell: Cell, { text, box, confidence }: Word): void {
	const parts = [...text.matchAll(/([^\p{L}\p{N}]*)([\p{L}\p{N}\p{M}]+)([^\p{L}\p{N}]*)/gu)];
	if (parts.length === 0) {
		const last = cell.tokens.at(-1);
		if (last) last.after += text;
		return;
	}
	for (const [, before = '', said = '', after = ''] of parts) {
		const { page, tokens } = cell;
		const index = tokens.length;
		const token = { key: keyOf(said), text: said, before, after, style: styleOf(said) };
		tokens.push({ ...token, confidence, box, page, cell, index });
	}
}

/** Digits that look like letters count as such within a word. */
function styleOf(text: string): Style {
	const word = /\p{L}{2}/u.test(text) ? text.replace(/0/g, 'O').replace(/1/g, 'I') : text;
	if (!/^\p{L}{2,}$/u.test(word)) return 'other';
	if (word === word.toUpperCase()) return 'upper';
	return /^\p{Lu}/u.test(word) ? 'title' : 'lower';
}

/** Height of the letters: that of the higher words, since some have only low ones. */
function heightOf(words: readonly Word[]): number {
	const heights = words.map(({ box }) => box[3] - box[1]).toSorted((one, other) => one - other);
	return heights[Math.floor(heights.length * 0.7)] ?? 0;
}

/** Finds for each cell the one in which its text may go on: the nearest below, of the same size, not claimed by a nearer one. */
function linkLines(cells: Cell[]): void {
	for (const cell of cells.toSorted((one, other) => one.top - other.top)) {
		const followers = cells.filter((other) => mayFollow(cell, other) && !isOfRow(other, cell, cells));
		const nearest = followers.toSorted((one, other) => one.top - other.top)[0];
		if (!nearest || cells.some((other) => isBetween(other, cell, nearest))) continue;
		if (nearest.above) {
			if (
				overlap(nearest.above, nearest) >= overlap(cell, nearest) &&
				nearest.above.bottom >= cell.bottom - cell.height / 2
			)
				continue;
			nearest.above.below = undefined;
		}
		[cell.below, nearest.above] = [nearest, cell];
	}
}

/** Whether other words stand between two lines. */
function isBetween(cell: Cell, above: Cell, below: Cell): boolean {
	if (cell === above || cell === below || !cell.tokens.some(({ key }) => key.length > 2)) return false;
	const middle = (cell.top + cell.bottom) / 2;
	const isWithin = middle > above.bottom && middle < below.top;
	return isWithin && overlap(cell, above) > 0 && overlap(cell, below) > 0;
}

function mayFollow(cell: Cell, other: Cell): boolean {
	const gap = other.top - cell.bottom;
	const height = Math.max(cell.height, other.height);
	const isOpen = PARTICLES.has(cell.tokens.at(-1)!.key);
	const [largestGap, largest] = isOpen ? [LARGER_GAP, LARGER_HEIGHT] : [LINE_GAP, LINE_HEIGHT];
	if (other === cell || gap < -0.5 * height || other.top <= cell.top + 0.3 * height) return false;
	if (gap > largestGap * height || height > largest * Math.min(cell.height, other.height)) return false;
	return overlap(cell, other) >= LINE_OVERLAP * Math.min(cell.right - cell.left, other.right - other.left);
}

/** Whether a cell is one of several of a row under a line that stood alone. */
function isOfRow(cell: Cell, line: Cell, cells: readonly Cell[]): boolean {
	const isNarrower = cell.right - cell.left < NARROWER * (line.right - line.left);
	const hasNeighbour = (one: Cell) => cells.some((other) => other !== one && isLevel(one, other));
	return isNarrower && hasNeighbour(cell) && !hasNeighbour(line);
}

function linkLabels(cells: Cell[]): void {
	for (const cell of cells) {
		const beside = cells.filter((other) => other.right <= cell.left && isLevel(other, cell));
		const above = cells.filter((other) => other !== cell && isAbove(other, cell));
		const nearest = [
			beside.toSorted((one, other) => other.right - one.right)[0],
			above.toSorted((one, other) => other.bottom - one.bottom)[0],
		];
		cell.labels = nearest.filter((found) => found !== undefined);
	}
}
