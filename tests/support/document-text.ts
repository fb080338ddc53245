import type { DocumentText, PageText, Word } from '#lib/evidence/reading.ts';

const LETTER = 0.77;
const LINE_HEIGHT = 0.02;
const WORD_HEIGHT = 0.014;
const SIGN_WIDTH = 0.008;

/**
 * What would have been read on a page that shows these lines, every sign as wide as the other: four blanks or more part
 * two cells, an empty line two paragraphs. With a confidence under 100 it is a picture, else a text layer.
 */
export function aPage(said: string, confidence = 100): PageText {
	const rows = said.replace(/^\n+|\s+$/g, '').split('\n');
	const indent = Math.min(...rows.filter((row) => row.trim()).map((row) => row.search(/\S/)));
	const lines = rows.map((row, line) => wordsOf(row.slice(indent), line, confidence));
	const source = confidence < 100 ? 'picture' : 'layer';
	return { source, shape: LETTER, lines: lines.filter((line) => line.length > 0) };
}

/** A document of such pages. */
export function aDocument(said: string, confidence = 100): DocumentText {
	return { pages: [aPage(said, confidence)] };
}

function wordsOf(row: string, line: number, confidence: number): Word[] {
	return [...row.matchAll(/\S+/g)].map(({ 0: text, index }) => {
		const left = 0.05 + index * SIGN_WIDTH;
		const top = 0.05 + line * LINE_HEIGHT;
		return { text, confidence, box: [left, top, left + text.length * SIGN_WIDTH, top + WORD_HEIGHT] };
	});
}
