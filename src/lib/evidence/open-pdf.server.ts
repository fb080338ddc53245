import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Canvas } from '@napi-rs/canvas';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { limitAllocations } from './allocation-limit.server.ts';
import type { RefusalCode } from './evidence.ts';

/** Largest single buffer while a PDF is read: a picture of 25 million points in four channels. */
const LARGEST_BUFFER_BYTES = 100_000_000;
/** Most that one compressed stream may unpack to: a picture of 16 million points in colour is 48 MB. */
const LARGEST_STREAM_BYTES = 64_000_000;
/** Largest surface to draw on, in pixels: a letter page scanned in black and white at 600 points an inch. */
const LARGEST_SURFACE = 36_000_000;

/** Why a PDF cannot be taken, found while it is read. */
export class PdfRefused extends Error {
	readonly code: RefusalCode;

	constructor(code: RefusalCode) {
		super(code);
		this.code = code;
	}
}

/** An open PDF. `tooComplex` tells whether a limit was reached since the last question: what was drawn is then not whole. */
export type OpenPdf = { document: PDFDocumentProxy; tooComplex: () => boolean };

/**
 * Opens a PDF to look at it: no script of it runs, nothing is fetched, buffers are bounded. Only inside the drawing
 * process, whose globals it bounds.
 * @throws PdfRefused when it needs a password, is damaged, too long, or would do something by itself
 */
export async function openPdf(bytes: Uint8Array, maxPages: number): Promise<OpenPdf> {
	const { getDocument, reached } = await reader();
	reached();
	const task = getDocument(bytes);
	try {
		const document = await task.promise;
		await checkDocument(document, maxPages);
		return { document, tooComplex: reached };
	} catch (error) {
		await task.destroy();
		if (error instanceof PdfRefused) throw error;
		if (reached()) throw new PdfRefused('too_complex');
		throw new PdfRefused(isNamed(error, 'PasswordException') ? 'password' : 'damaged');
	}
}

async function checkDocument(document: PDFDocumentProxy, maxPages: number): Promise<void> {
	if (document.numPages > maxPages) throw new PdfRefused('too_many_pages');
	if (document.numPages < 1) throw new PdfRefused('damaged');
	if (await document.getJSActions()) throw new PdfRefused('active_content');
	if (await document.getAttachments()) throw new PdfRefused('embedded_files');
}

let loading: Promise<{ getDocument: (bytes: Uint8Array) => Loading; reached: () => boolean }> | undefined;
type CreateCanvas = (width: number, height: number) => Canvas;
type Loading = { promise: Promise<PDFDocumentProxy>; destroy: () => Promise<void> };

function reader() {
	loading ??= load();
	return loading;
}

async function load() {
	const require = createRequire(import.meta.url);
	const folder = dirname(require.resolve('pdfjs-dist/package.json'));
	const { createCanvas } = require('@napi-rs/canvas') as { createCanvas: CreateCanvas };
	const allocated = limitAllocations(LARGEST_BUFFER_BYTES, LARGEST_STREAM_BYTES);
	let surfaceRefused = false;
	class BoundedCanvasFactory {
		create(width: number, height: number) {
			if (!(width > 0 && height > 0 && width * height <= LARGEST_SURFACE)) {
				surfaceRefused = true;
				throw new RangeError('surface too large');
			}
			const canvas = createCanvas(width, height);
			return { canvas, context: canvas.getContext('2d') };
		}
		reset(held: { canvas: { width: number; height: number } }, width: number, height: number) {
			held.canvas.width = width;
			held.canvas.height = height;
		}
		destroy(held: { canvas: { width: number; height: number } | null }) {
			if (held.canvas) held.canvas.width = held.canvas.height = 0;
			held.canvas = null;
		}
	}
	const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
	return {
		getDocument: (data: Uint8Array): Loading =>
			getDocument({
				data,
				CanvasFactory: BoundedCanvasFactory,
				isEvalSupported: false,
				enableXfa: false,
				disableFontFace: true,
				useSystemFonts: false,
				useWorkerFetch: false,
				standardFontDataUrl: join(folder, 'standard_fonts/'),
				cMapUrl: join(folder, 'cmaps/'),
				cMapPacked: true,
				wasmUrl: join(folder, 'wasm/'),
				iccUrl: join(folder, 'iccs/'),
				verbosity: VerbosityLevel.ERRORS,
			}),
		reached: () => {
			const answer = allocated() || surfaceRefused;
			surfaceRefused = false;
			return answer;
		},
	};
}

function isNamed(error: unknown, name: string): boolean {
	return error instanceof Error && error.name === name;
}
