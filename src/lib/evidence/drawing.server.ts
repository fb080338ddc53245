import { availableParallelism } from 'node:os';
import { confinedProcesses } from '#lib/platform/confined-processes.server.ts';
import type { Done, DrawingTask, Drawn } from './drawing-process.server.ts';
import type { MediaType, RefusalCode } from './evidence.ts';
import type { Turns } from './turns.ts';

const TOO_COMPLEX = { refusal: 'too_complex' } as const;

const ask = confinedProcesses<DrawingTask, Done>({
	entry: 'src/lib/evidence/drawing-process.server.ts',
	most: Math.max(1, availableParallelism() - 1),
	stepMs: 20_000,
	taskMs: 120_000,
	largestRssBytes: 800_000_000,
	tiredRssBytes: 400_000_000,
	tiredTasks: Infinity,
	idleMs: 15_000,
});

/**
 * Makes the page pictures of a file, and the clean copy of a picture, in a process of its own: what a file can do to a
 * reader (crash, time, memory) ends there. A file that asks for too much is refused as `too_complex`.
 */
export async function drawFile(
	bytes: Uint8Array,
	mediaType: MediaType,
	{ recipient, maxPages }: { recipient: string; maxPages: number },
): Promise<Drawn | { refusal: RefusalCode }> {
	const drawn = await ask({ kind: 'draw', bytes, mediaType, recipient, maxPages });
	return (drawn ?? TOO_COMPLEX) as Drawn | { refusal: RefusalCode };
}

/** Tries to open a PDF while its owner waits. @returns why it cannot be taken; null when it opens */
export async function tryToOpen(bytes: Uint8Array, maxPages: number): Promise<RefusalCode | null> {
	const opened = await ask({ kind: 'try-to-open', bytes, maxPages }, { urgent: true });
	return (opened ?? TOO_COMPLEX).refusal;
}

/** Turns the clean copy of a picture, which may be large, while somebody waits for it. @throws Error when it cannot be done */
export async function turnCopy(bytes: Uint8Array, mediaType: MediaType, turns: Turns): Promise<Uint8Array> {
	const done = await ask({ kind: 'turn', bytes, mediaType, turns }, { urgent: true });
	if (!done || !('turned' in done)) throw new Error('a clean copy could not be turned');
	return done.turned;
}

/** Turns a page picture, which is never large. Its library is loaded when the first one is asked for. */
export async function turnPage(bytes: Uint8Array, turns: Turns): Promise<Uint8Array> {
	const { drawTurned } = await import('./turn-picture.server.ts');
	return drawTurned(bytes, 'image/webp', turns);
}
