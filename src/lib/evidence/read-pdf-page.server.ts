import type { PDFPageProxy } from 'pdfjs-dist';
import sharp from 'sharp';
import type { GrayPicture } from './gray-picture.ts';
import { openPdf, PdfRefused, type OpenPdf } from './open-pdf.server.ts';
import type { Word } from './reading.ts';
import { READ_LONG_SIDE } from './straighten-picture.server.ts';
import { readTextLayer } from './text-layer.server.ts';

/** Ink is at least so much darker than what is around it, on a picture of this width, which is soon unpacked. */
const VISIBLE_CONTRAST = 25;
const SEEN_WIDTH = 700;

/** A page of a PDF: its visible text, or the picture to read it from. */
export type PdfPage = { shape: number; lines: Word[][] } | { picture: GrayPicture };

/**
 * Opens one page of a PDF that was checked before. Only inside the process for text layers.
 * @param shown the picture of the page as people see it: text that is not to be seen on it does not count
 * @throws PdfRefused as `openPdf`, and when the page is not there or cannot be drawn whole
 */
export async function readPdfPage(bytes: Uint8Array, number: number, shown: Uint8Array): Promise<PdfPage> {
	const unpacking = unpacked(shown);
	try {
		const { document, tooComplex } = await opened(bytes);
		const page = await document.getPage(number).catch(refuse);
		const lines = await readTextLayer(page).catch(refuse);
		const { width, height } = page.getViewport({ scale: 1 });
		if (lines) return { shape: width / height, lines: visible(lines, await unpacking) };
		const picture = await drawn(page).catch(refuse);
		if (tooComplex()) refuse();
		page.cleanup();
		return { picture };
	} catch (error) {
		await close();
		throw error;
	} finally {
		await unpacking;
	}
}

/** The document of the last page: its pages are asked for one after another, and its fonts are unpacked only once. */
let last: { bytes: Uint8Array; pdf: OpenPdf } | undefined;

async function opened(bytes: Uint8Array): Promise<OpenPdf> {
	if (last && Buffer.compare(last.bytes, bytes) === 0) return last.pdf;
	await close();
	// what is handed to the reader is its own
	const pdf = await openPdf(Uint8Array.from(bytes), Infinity);
	last = { bytes, pdf };
	return pdf;
}

async function close(): Promise<void> {
	const closing = last?.pdf.document.loadingTask;
	last = undefined;
	await closing?.destroy();
}

function refuse(): never {
	throw new PdfRefused('damaged');
}

/** Unpacked beside the reading of the text: both take about as long. */
async function unpacked(shown: Uint8Array): Promise<GrayPicture> {
	const picture = sharp(Buffer.from(shown)).resize({ width: SEEN_WIDTH }).greyscale();
	const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

function visible(lines: Word[][], page: GrayPicture): Word[][] {
	return lines.map((line) => line.filter((word) => hasInk(word, page))).filter((line) => line.length > 0);
}

function hasInk({ box: [left, top, right, bottom] }: Word, { data, width, height }: GrayPicture): boolean {
	let [darkest, lightest] = [255, 0];
	for (let y = Math.max(0, Math.floor(top * height)); y < Math.min(height, bottom * height); y++) {
		for (let x = Math.max(0, Math.floor(left * width)); x < Math.min(width, right * width); x++) {
			const shade = data[y * width + x]!;
			if (shade < darkest) darkest = shade;
			if (shade > lightest) lightest = shade;
		}
	}
	return lightest - darkest >= VISIBLE_CONTRAST;
}

async function drawn(page: PDFPageProxy): Promise<GrayPicture> {
	const natural = page.getViewport({ scale: 1 });
	const viewport = page.getViewport({ scale: READ_LONG_SIDE / Math.max(natural.width, natural.height) });
	const { createCanvas } = await import('@napi-rs/canvas');
	const [width, height] = [Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height))];
	const canvas = createCanvas(width, height);
	await page.render({ canvas: canvas as never, viewport, background: '#ffffff' }).promise;
	const pixels = Buffer.from(canvas.data());
	const picture = sharp(pixels, { raw: { width, height, channels: 4 } })
		.removeAlpha()
		.greyscale();
	return { data: await picture.raw().toBuffer(), width, height };
}
