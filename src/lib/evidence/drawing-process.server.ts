import { createHash } from 'node:crypto';
import { cleanPicture } from './clean-picture.server.ts';
import { drawPdf } from './draw-pages.server.ts';
import type { MediaType, RefusalCode } from './evidence.ts';
import { openPdf, PdfRefused } from './open-pdf.server.ts';
import { sealFile } from './sealing.server.ts';

/** What is asked of this process, one task at a time; it is the entry file that `drawing.server.ts` starts. */
export type DrawingTask =
	| { kind: 'draw'; bytes: Uint8Array; mediaType: MediaType; recipient: string; maxPages: number }
	| { kind: 'try-to-open'; bytes: Uint8Array; maxPages: number };

/** Everything encrypted to the person. `copy` is null where the original is kept (PDF). */
export type Drawn = {
	refusal: null;
	/** of what is kept, before encryption */
	keptSha256: Uint8Array;
	copy: Uint8Array | null;
	pages: Uint8Array[];
	thumbnail: Uint8Array;
};

/** What it says: `step` when it begins and before each page, then one of the others. */
export type DrawingMessage =
	| { kind: 'step' }
	| { kind: 'done'; result: Drawn | { refusal: RefusalCode | null }; rssBytes: number }
	| { kind: 'fault'; message: string };

process.on('disconnect', () => process.exit());
process.on('message', (task: DrawingTask) => void answer(task));

async function answer(task: DrawingTask): Promise<void> {
	say({ kind: 'step' });
	try {
		const result = await work(task);
		say({ kind: 'done', result, rssBytes: process.memoryUsage.rss() });
	} catch (error) {
		if (error instanceof PdfRefused) {
			say({ kind: 'done', result: { refusal: error.code }, rssBytes: process.memoryUsage.rss() });
		} else {
			say({
				kind: 'fault',
				message: error instanceof Error ? (error.stack ?? error.message) : String(error),
			});
		}
	}
}

function say(message: DrawingMessage): void {
	process.send?.(message);
}

async function work(task: DrawingTask): Promise<Drawn | { refusal: RefusalCode | null }> {
	if (task.kind === 'try-to-open') {
		const { document } = await openPdf(task.bytes, task.maxPages);
		await document.loadingTask.destroy();
		return { refusal: null };
	}
	const { bytes, mediaType, recipient } = task;
	if (mediaType === 'application/pdf') {
		const keptSha256 = sha256(bytes);
		const { pages, thumbnail } = await drawPdf(bytes, task.maxPages, () => say({ kind: 'step' }));
		return sealed({ keptSha256, copy: null, pages, thumbnail }, recipient);
	}
	const clean = await cleanPicture(bytes, mediaType);
	if (!clean) return { refusal: 'damaged' };
	return sealed({ ...clean, keptSha256: sha256(clean.copy) }, recipient);
}

async function sealed(plain: Omit<Drawn, 'refusal'>, recipient: string): Promise<Drawn> {
	const pages: Uint8Array[] = [];
	for (const page of plain.pages) pages.push(await sealFile(page, recipient));
	return {
		refusal: null,
		keptSha256: plain.keptSha256,
		copy: plain.copy && (await sealFile(plain.copy, recipient)),
		pages,
		thumbnail: await sealFile(plain.thumbnail, recipient),
	};
}

function sha256(bytes: Uint8Array): Uint8Array {
	return new Uint8Array(createHash('sha256').update(bytes).digest());
}
