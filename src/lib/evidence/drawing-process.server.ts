import { createHash } from 'node:crypto';
import { serveTasks } from '#lib/platform/confined-worker.server.ts';
import { cleanPicture } from './clean-picture.server.ts';
import { drawPdf } from './draw-pages.server.ts';
import type { MediaType, RefusalCode } from './evidence.ts';
import { openPdf, PdfRefused } from './open-pdf.server.ts';
import { sealFile } from './sealing.server.ts';
import { drawTurned } from './turn-picture.server.ts';
import type { Turns } from './turns.ts';

/** What is asked of this process, one task at a time; it is the entry file that `drawing.server.ts` starts. */
export type DrawingTask =
	| { kind: 'draw'; bytes: Uint8Array; mediaType: MediaType; recipient: string; maxPages: number }
	| { kind: 'try-to-open'; bytes: Uint8Array; maxPages: number }
	| { kind: 'turn'; bytes: Uint8Array; mediaType: MediaType; turns: Turns };

/** Everything encrypted to the person. `copy` is null where the original is kept (PDF). */
export type Drawn = {
	refusal: null;
	/** of what is kept, before encryption */
	keptSha256: Uint8Array;
	copy: Uint8Array | null;
	pages: Uint8Array[];
	thumbnail: Uint8Array;
};

/** What a task ends with. */
export type Done = Drawn | { refusal: RefusalCode | null } | { refusal: null; turned: Uint8Array };

serveTasks(refusing);

/** A file that cannot be taken is an answer, not a failure. */
async function refusing(task: DrawingTask, step: () => void): Promise<Done> {
	try {
		return await work(task, step);
	} catch (error) {
		if (error instanceof PdfRefused) return { refusal: error.code };
		throw error;
	}
}

async function work(task: DrawingTask, step: () => void): Promise<Done> {
	if (task.kind === 'try-to-open') {
		const { document } = await openPdf(task.bytes, task.maxPages);
		await document.loadingTask.destroy();
		return { refusal: null };
	}
	if (task.kind === 'turn')
		return { refusal: null, turned: await drawTurned(task.bytes, task.mediaType, task.turns) };
	const { bytes, mediaType, recipient } = task;
	if (mediaType === 'application/pdf') {
		const keptSha256 = sha256(bytes);
		const { pages, thumbnail } = await drawPdf(bytes, task.maxPages, step);
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
