import type { PageViewport, PDFPageProxy } from 'pdfjs-dist';
import type { Box, Word } from './reading.ts';

/** Fewer letters and digits than this are no text layer: a stamp, a page number, the mark of a scanner. */
const FEWEST_LETTERS = 40;
/** A page covered by pictures to this share is a scan: its text layer is what a machine, or somebody, put over it. */
const COVERED_SHARE = 0.5;
/** Text may lean by this slope and still be a line; what is turned further is a seal or a stamp. */
const LARGEST_SLOPE = 0.05;

/** Gaps, as a share of the height of the letters: less joins two pieces of one word. */
const WORD_GAP = 0.14;
/** Baselines that lie closer than this share of the height are one line. */
const SAME_LINE = 0.4;

type TextItem = Extract<
	Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'][number],
	{ str: string }
>;
type Piece = Word & { baseline: number; height: number };

/**
 * The visible text of a page, line by line. Only inside the reading process.
 * @returns null when there is no text layer, or one that cannot be trusted to be what people see: it is invisible, or a
 * picture covers the page
 */
export async function readTextLayer(page: PDFPageProxy): Promise<Word[][] | null> {
	const viewport = page.getViewport({ scale: 1 });
	const content = await page.getTextContent();
	const pieces = content.items.flatMap((item) => ('str' in item ? piecesOf(item, viewport) : []));
	const letters = pieces.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);
	if (letters < FEWEST_LETTERS || (await isCoveredOrInvisible(page, viewport))) return null;
	return linesOf(pieces, viewport).map((line) => wordsOf(line));
}

/** The words of one run of text; its letters are taken to be of the same width. */
function piecesOf({ str, width, transform }: TextItem, viewport: PageViewport): Piece[] {
	const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform as number[];
	const height = Math.hypot(c, d);
	const run = Math.hypot(a, b);
	if (!(height > 0 && run > 0) || str.trim() === '') return [];
	const [along, across] = [a / run, b / run];
	const pieces: Piece[] = [];
	for (const match of str.matchAll(/\S+/g)) {
		const from = (width * match.index) / str.length;
		const to = (width * (match.index + match[0].length)) / str.length;
		const start = viewport.convertToViewportPoint(x + along * from, y + across * from) as [number, number];
		const end = viewport.convertToViewportPoint(x + along * to, y + across * to) as [number, number];
		const [length, rise] = [end[0] - start[0], end[1] - start[1]];
		if (length <= 0 || Math.abs(rise) > LARGEST_SLOPE * length) continue;
		const box: Box = [start[0], start[1] - 0.8 * height, end[0], start[1] + 0.22 * height];
		pieces.push({ text: match[0], box, confidence: 100, baseline: start[1], height });
	}
	return pieces;
}

function linesOf(pieces: Piece[], { width, height }: PageViewport): Piece[][] {
	const lines: Piece[][] = [];
	for (const piece of pieces.toSorted((one, other) => one.baseline - other.baseline)) {
		const last = lines.at(-1);
		const isSame =
			last && piece.baseline - last[0]!.baseline < SAME_LINE * Math.max(piece.height, last[0]!.height);
		if (isSame) last.push(piece);
		else lines.push([piece]);
	}
	const share = ([left, top, right, bottom]: Box): Box => [
		left / width,
		top / height,
		right / width,
		bottom / height,
	];
	return lines.map((line) => {
		const inOrder = line.toSorted((one, other) => one.box[0] - other.box[0]);
		return inOrder.map((piece) => ({ ...piece, height: piece.height / width, box: share(piece.box) }));
	});
}

/** Pieces of a line that touch are one word. */
function wordsOf(line: Piece[]): Word[] {
	const words: Piece[] = [];
	for (const piece of line) {
		const last = words.at(-1);
		if (last && piece.box[0] - last.box[2] < WORD_GAP * piece.height) {
			last.text += piece.text;
			last.box = [
				last.box[0],
				Math.min(last.box[1], piece.box[1]),
				piece.box[2],
				Math.max(last.box[3], piece.box[3]),
			];
		} else words.push({ ...piece });
	}
	return words.map(({ text, box, confidence }) => ({ text, box, confidence }));
}

type Matrix = [number, number, number, number, number, number];
/** Where drawing stands: how the page's units are turned into place, and whether letters show. */
type State = { matrix: Matrix; hidden: boolean };

/** Letters that show nothing: neither filled nor drawn, or only used to cut. */
const HIDDEN_MODES = [3, 7];

async function isCoveredOrInvisible(page: PDFPageProxy, viewport: PageViewport): Promise<boolean> {
	const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');
	const { fnArray, argsArray } = await page.getOperatorList();
	const whole = viewport.width * viewport.height;
	const states: State[] = [{ matrix: [1, 0, 0, 1, 0, 0], hidden: false }];
	const pictures = [OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject];
	for (const [index, operation] of fnArray.entries()) {
		const given = (argsArray[index] ?? []) as unknown[];
		const state = states.at(-1)!;
		if (operation === OPS.save) states.push({ ...state });
		else if (operation === OPS.restore || operation === OPS.paintFormXObjectEnd) leave(states);
		else if (operation === OPS.transform) state.matrix = multiplied(state.matrix, given as unknown as Matrix);
		else if (operation === OPS.paintFormXObjectBegin)
			states.push({ ...state, matrix: multiplied(state.matrix, (given[0] ?? IDENTITY) as Matrix) });
		else if (operation === OPS.setTextRenderingMode) state.hidden = HIDDEN_MODES.includes(Number(given[0]));
		else if (operation === OPS.showText && state.hidden) return true;
		else if (pictures.includes(operation) && areaOf(state.matrix) > COVERED_SHARE * whole) return true;
	}
	return false;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

function leave(states: State[]): void {
	if (states.length > 1) states.pop();
}

function multiplied(first: Matrix, second: Matrix): Matrix {
	const [a, b, c, d, e, f] = first;
	const [g, h, i, j, k, l] = second;
	return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** A picture is drawn into the unit square. */
function areaOf([a, b, c, d]: Matrix): number {
	return Math.abs(a * d - b * c);
}
