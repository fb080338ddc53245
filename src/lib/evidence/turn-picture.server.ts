import sharp from 'sharp';
import type { MediaType } from './evidence.ts';
import type { Turns } from './turns.ts';

sharp.cache(false);
sharp.concurrency(1);

const PAGE_QUALITY = 80;
const COPY_QUALITY = 92;

/**
 * Draws a picture of ours (a page, the small one, or a clean copy) turned, in its own format. It is made from what is kept,
 * which stays as it was drawn: turning often costs no more quality than turning once.
 */
export function drawTurned(bytes: Uint8Array, mediaType: MediaType, turns: Turns): Promise<Uint8Array> {
	const picture = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	const turned = sharp(picture).rotate(turns * 90);
	if (mediaType === 'image/png') return turned.png().toBuffer();
	if (mediaType === 'image/webp') return turned.webp({ quality: PAGE_QUALITY, effort: 2 }).toBuffer();
	return turned.jpeg({ quality: COPY_QUALITY, chromaSubsampling: '4:4:4' }).toBuffer();
}
