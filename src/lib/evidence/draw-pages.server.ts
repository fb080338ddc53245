import type { Canvas } from '@napi-rs/canvas';
import type { PDFPageProxy } from 'pdfjs-dist';
import sharp from 'sharp';
import { openPdf, PdfRefused } from './open-pdf.server.ts';

/** A page picture fits into this, upright or lying, in pixels. */
export const PAGE_SHORT_SIDE = 1400;
export const PAGE_LONG_SIDE = 2000;
/** Width of the small picture of the first page, in pixels. */
export const THUMBNAIL_WIDTH = 240;

const DRAWN_QUALITY = 75;
const BACKGROUND = '#ffffff';

/** Page pictures in order and the small one of the first, all WebP. */
export type Drawing = { pages: Uint8Array[]; thumbnail: Uint8Array };

/**
 * Draws the pages of a PDF as pictures. Only inside the drawing process.
 * @param onPage called before each page, so that whoever waits knows that the work goes on
 * @throws PdfRefused as {@link openPdf}, and when a page cannot be drawn whole
 */
export async function drawPdf(bytes: Uint8Array, maxPages: number, onPage: () => void): Promise<Drawing> {
	const { document, tooComplex } = await openPdf(bytes, maxPages);
	try {
		const pages: Uint8Array[] = [];
		for (let number = 1; number <= document.numPages; number++) {
			onPage();
			const page = await document.getPage(number).catch(() => {
				throw new PdfRefused('damaged');
			});
			await checkPage(page);
			const picture = await drawPage(page, tooComplex);
			pages.push(picture);
		}
		return { pages, thumbnail: await thumbnailOf(pages[0]!) };
	} finally {
		await document.loadingTask.destroy();
	}
}

/** The small picture of a page picture. */
export async function thumbnailOf(page: Uint8Array): Promise<Uint8Array> {
	return sharp(page).resize({ width: THUMBNAIL_WIDTH }).webp({ quality: 70, effort: 2 }).toBuffer();
}

async function checkPage(page: PDFPageProxy): Promise<void> {
	if (await page.getJSActions()) throw new PdfRefused('active_content');
	const annotations = (await page.getAnnotations()) as { subtype?: string; actions?: object | null }[];
	if (annotations.some(({ subtype }) => subtype === 'FileAttachment')) throw new PdfRefused('embedded_files');
	if (annotations.some(({ actions }) => actions)) throw new PdfRefused('active_content');
}

async function drawPage(page: PDFPageProxy, tooComplex: () => boolean): Promise<Uint8Array> {
	const natural = page.getViewport({ scale: 1 });
	const short = Math.min(natural.width, natural.height);
	const long = Math.max(natural.width, natural.height);
	if (!(short > 0 && Number.isFinite(long))) throw new PdfRefused('damaged');
	const viewport = page.getViewport({ scale: Math.min(PAGE_SHORT_SIDE / short, PAGE_LONG_SIDE / long) });
	const { createCanvas } = await import('@napi-rs/canvas');
	const width = Math.max(1, Math.round(viewport.width));
	const height = Math.max(1, Math.round(viewport.height));
	const canvas = createCanvas(width, height);
	try {
		await page.render({ canvas: canvas as never, viewport, background: BACKGROUND }).promise;
	} catch {
		throw new PdfRefused(tooComplex() ? 'too_complex' : 'damaged');
	}
	if (tooComplex()) throw new PdfRefused('too_complex');
	page.cleanup();
	return encode(canvas, width, height);
}

/** `data()` shows memory that goes away with the canvas: it is copied before anything waits. */
function encode(canvas: Canvas, width: number, height: number): Promise<Uint8Array> {
	const pixels = Buffer.from(canvas.data());
	const raw = { width, height, channels: 4 as const };
	return sharp(pixels, { raw }).removeAlpha().webp({ quality: DRAWN_QUALITY, effort: 2 }).toBuffer();
}
