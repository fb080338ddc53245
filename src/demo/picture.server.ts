import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { NO_VALIDITY, type FictitiousDocument } from './documents.ts';

/** Width of the photographed sheet, in pixels. */
const SHEET_WIDTH = 800;
const TEXT_WIDTH = 640;
const MARGIN = 80;
const PAPER = '#f7f4ec';
const TABLE = '#6b5f52';

/**
 * The document as somebody would photograph it with a phone: a little crooked, on a table.
 * @param format JPEG as cameras write it, or PNG as screenshots are
 */
export async function asPicture(document: FictitiousDocument, format: 'jpeg' | 'png'): Promise<Uint8Array> {
	const lines = [NO_VALIDITY, ...document.blocks.map(({ text }) => text), NO_VALIDITY];
	const text = await sharp({
		text: {
			text: lines.join('\n\n'),
			font: 'Liberation Sans 13',
			fontfile: fontFile(),
			width: TEXT_WIDTH,
			dpi: 112,
			align: 'center',
			rgba: true,
		},
	})
		.png()
		.toBuffer();
	const { height = 0 } = await sharp(text).metadata();
	const sheet = await sharp({
		create: { width: SHEET_WIDTH, height: height + 2 * MARGIN, channels: 3, background: PAPER },
	})
		.composite([{ input: text }])
		.png()
		.toBuffer();
	const photo = sharp(sheet).rotate(1.2, { background: TABLE });
	return new Uint8Array(await (format === 'jpeg' ? photo.jpeg({ quality: 80 }) : photo.png()).toBuffer());
}

/** A typeface that comes with the PDF reader: the machine need not have any. */
function fontFile(): string {
	const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
	return join(folder, 'standard_fonts/LiberationSans-Regular.ttf');
}
