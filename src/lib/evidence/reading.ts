import type { Turns } from './turns.ts';

/** How the reading of a file stands (contract.md, "review case"). */
export type ReadingState = 'pending' | 'done' | 'failed';

/** A place on a page: left, top, right, bottom, each as a fraction of the page as it is shown (0 to 1). */
export type Box = [number, number, number, number];

/** A word as it stands on a page. `confidence` goes from 0 to 100; a text layer has 100. */
export type Word = { text: string; box: Box; confidence: number };

/**
 * What was read on a page. `layer` says that it is the text of the file itself, `picture` that it was recognised, with
 * errors, `none` that the page could not be read. `pieces` is a second look at a picture, which goes for words alone.
 */
export type PageText = {
	source: 'layer' | 'picture' | 'none';
	/** width divided by height */
	shape: number;
	lines: Word[][];
	pieces?: Word[][];
};

/** What was read in a file, page by page. */
export type DocumentText = { pages: PageText[] };

/** Box around several words; nothing around none. */
export function boxAround(words: readonly { box: Box }[]): Box | undefined {
	if (words.length === 0) return undefined;
	return words
		.map(({ box }) => box)
		.reduce(([left, top, right, bottom], box) => [
			Math.min(left, box[0]),
			Math.min(top, box[1]),
			Math.max(right, box[2]),
			Math.max(bottom, box[3]),
		]);
}

/** Where a place is after its page was turned to the right, by quarter turns. */
export function turnedBox([left, top, right, bottom]: Box, turns: Turns): Box {
	if (turns === 1) return [1 - bottom, left, 1 - top, right];
	if (turns === 2) return [1 - right, 1 - bottom, 1 - left, 1 - top];
	if (turns === 3) return [top, 1 - right, bottom, 1 - left];
	return [left, top, right, bottom];
}
