import sharp from 'sharp';
import { PAGE_LONG_SIDE, thumbnailOf, type Drawing } from './draw-pages.server.ts';
import { MAX_PIXELS, type MediaType } from './evidence.ts';

sharp.cache(false);
sharp.concurrency(1);

const STRICT = { failOn: 'error', limitInputPixels: MAX_PIXELS } as const;
const KEPT_QUALITY = 88;

/** A picture without anything but the picture, and its page picture. */
export type CleanPicture = Drawing & { copy: Uint8Array };

/**
 * Draws a picture anew in its own format, upright, without metadata (position, serial numbers, thumbnails, comments).
 * @returns null when it cannot be unpacked whole
 */
export async function cleanPicture(bytes: Uint8Array, mediaType: MediaType): Promise<CleanPicture | null> {
	const picture = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	const copy = await redrawn(picture, mediaType).catch(() => null);
	if (!copy) return null;
	const page = await sharp(copy)
		.resize({ width: PAGE_LONG_SIDE, height: PAGE_LONG_SIDE, fit: 'inside', withoutEnlargement: true })
		.flatten({ background: '#ffffff' })
		.webp({ quality: 80, effort: 2 })
		.toBuffer();
	return { copy, pages: [page], thumbnail: await thumbnailOf(page) };
}

function redrawn(picture: Buffer, mediaType: MediaType): Promise<Buffer> {
	const upright = sharp(picture, STRICT).autoOrient().toColourspace('srgb');
	if (mediaType === 'image/png') return upright.png().toBuffer();
	if (mediaType === 'image/webp') return upright.webp({ quality: KEPT_QUALITY, effort: 3 }).toBuffer();
	return upright.jpeg({ quality: KEPT_QUALITY, chromaSubsampling: '4:4:4' }).toBuffer();
}
