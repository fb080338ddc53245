import type { Block } from 'tesseract.js';
import type { GrayPicture } from './gray-picture.ts';
import { look, type Look } from './ocr-engine.server.ts';
import type { Word } from './reading.ts';
import { smaller, straighten, type Straightened } from './straighten-picture.server.ts';
import type { Turns } from './turns.ts';

/** Mean confidence under which a page may lie on its side or upside down, and fewest letters of a page that was read. */
const DOUBTFUL_CONFIDENCE = 60;
const FEWEST_LETTERS = 40;

/** The lines of a page as they were recognised, and once more as pieces without order, in which ruled tables lose less. */
export type RecognisedPage = { shape: number; lines: Word[][]; pieces: Word[][] };

/** Reads the letters of a picture. Only inside the recognising process. @param onStep called while the work goes on */
export async function recognisePage(page: GrayPicture, onStep: () => void): Promise<RecognisedPage> {
	const upright = await straighten(page);
	const lines = await linesOf(upright, 'layout', onStep);
	const turns = isDoubtful(lines) ? await bestTurns(page, onStep) : 0;
	const shape = page.width / page.height;
	if (turns === 0) return { shape, lines, pieces: await linesOf(upright, 'pieces', onStep) };
	const turned = await straighten(page, turns);
	const again = await linesOf(turned, 'layout', onStep);
	return { shape, lines: again, pieces: await linesOf(turned, 'pieces', onStep) };
}

/** Quarter turns to the right after which most can be read, tried on a small picture. */
async function bestTurns(page: GrayPicture, onStep: () => void): Promise<Turns> {
	const small = await smaller(page);
	let [best, most] = [0 as Turns, 0];
	for (const turns of [0, 1, 2, 3] as const) {
		const letters = sureLetters(await linesOf(await straighten(small, turns), 'layout', onStep));
		if (letters > most) [best, most] = [turns, letters];
	}
	return best;
}

async function linesOf(picture: Straightened, how: Look, onStep: () => void): Promise<Word[][]> {
	onStep();
	const { blocks } = await look(picture.png, how);
	return (blocks ?? []).flatMap((block) => wordsOf(block, picture));
}

function wordsOf({ paragraphs }: Block, { placeOnPage }: Straightened): Word[][] {
	return paragraphs
		.flatMap(({ lines }) => lines)
		.map(({ words }) =>
			words
				.filter(({ text }) => text.trim() !== '')
				.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => ({
					text,
					confidence: Math.round(confidence),
					box: placeOnPage([x0, y0, x1, y1]),
				})),
		)
		.filter((line) => line.length > 0);
}

function isDoubtful(lines: Word[][]): boolean {
	const words = lines.flat();
	const letters = words.reduce((sum, { text }) => sum + text.length, 0);
	const sum = words.reduce((total, { text, confidence }) => total + confidence * text.length, 0);
	return letters < FEWEST_LETTERS || sum / letters < DOUBTFUL_CONFIDENCE;
}

function sureLetters(lines: Word[][]): number {
	return lines
		.flat()
		.filter(({ confidence }) => confidence > DOUBTFUL_CONFIDENCE)
		.reduce((sum, { text }) => sum + text.length, 0);
}
