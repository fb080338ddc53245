import sharp from 'sharp';
import { serveTasks } from '#lib/platform/confined-worker.server.ts';
import { PdfRefused } from './open-pdf.server.ts';
import { readPdfPage, type PdfPage } from './read-pdf-page.server.ts';

/** A page of a PDF to open, with the picture of the page as people see it. */
export type LayerTask = { bytes: Uint8Array; page: number; shown: Uint8Array };

sharp.cache(false);
sharp.concurrency(1);
serveTasks(refusing);

/** @returns null for a page that cannot be taken */
async function refusing({ bytes, page, shown }: LayerTask): Promise<PdfPage | null> {
	try {
		return await readPdfPage(bytes, page, shown);
	} catch (error) {
		if (error instanceof PdfRefused) return null;
		throw error;
	}
}
