import { availableParallelism } from 'node:os';
import { confinedProcesses } from '#lib/platform/confined-processes.server.ts';
import type { LayerTask } from './layer-process.server.ts';
import type { PdfPage } from './read-pdf-page.server.ts';
import type { PageText, Word } from './reading.ts';
import type { RecognisedPage } from './recognise-page.server.ts';
import type { RecognisingTask } from './recognising-process.server.ts';

const LIMITS = {
	niceness: 10,
	most: Math.max(1, availableParallelism() - 1),
	largestRssBytes: 800_000_000,
	tiredRssBytes: 450_000_000,
	tiredTasks: 500,
	idleMs: 10_000,
};

const openPage = confinedProcesses<LayerTask, PdfPage | null>({
	...LIMITS,
	entry: 'src/lib/evidence/layer-process.server.ts',
	stepMs: 20_000,
	taskMs: 20_000,
});

const recognise = confinedProcesses<RecognisingTask, RecognisedPage>({
	...LIMITS,
	entry: 'src/lib/evidence/recognising-process.server.ts',
	stepMs: 60_000,
	taskMs: 180_000,
});

/** What is read when a page took too much time or memory, or brought its process down. */
const UNREADABLE: PageText = { source: 'none', shape: 1, lines: [] };

/**
 * Reads a page of a PDF: its text layer when there is one that people see, else its picture. What the page can do to a
 * reader ends in a process of its own. Pages wait for each other, so that several documents go on side by side.
 */
export async function readPdfPage(task: LayerTask): Promise<PageText> {
	const opened = await openPage(task);
	if (!opened) return UNREADABLE;
	if ('picture' in opened) return recognised(opened);
	return { source: 'layer', shape: opened.shape, lines: rounded(opened.lines) };
}

/** Reads a picture, which is one page; bounded as {@link readPdfPage}. */
export function readPicture(bytes: Uint8Array): Promise<PageText> {
	return recognised({ bytes });
}

async function recognised(task: RecognisingTask): Promise<PageText> {
	const read = await recognise(task);
	if (!read) return UNREADABLE;
	return { source: 'picture', shape: read.shape, lines: rounded(read.lines), pieces: rounded(read.pieces) };
}

/** Digits kept of a place on a page: of a letter page the last one is 0.02 mm. */
const PLACE_DIGITS = 4;

function rounded(lines: Word[][]): Word[][] {
	const round = (place: number) => Number(Math.min(1, Math.max(0, place)).toFixed(PLACE_DIGITS));
	return lines.map((line) =>
		line.map(({ text, confidence, box: [left, top, right, bottom] }) => ({
			text,
			confidence,
			box: [round(left), round(top), round(right), round(bottom)],
		})),
	);
}
