import type { MediaType } from './evidence.ts';

/** Size that a picture announces, in pixels. */
export type PictureSize = { width: number; height: number };

/**
 * Reads the announced size of a picture from its first bytes, without unpacking anything.
 * @returns null when they are not in order
 */
export function pictureSize(bytes: Uint8Array, mediaType: MediaType): PictureSize | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		const size = READERS[mediaType]?.(view) ?? null;
		return size && size.width > 0 && size.height > 0 ? size : null;
	} catch {
		return null;
	}
}

const READERS: Partial<Record<MediaType, (view: DataView) => PictureSize | null>> = {
	'image/png': (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
	'image/jpeg': jpegSize,
	'image/webp': webpSize,
};

/** Walks the segments up to the frame header (ITU-T T.81, B.2.2). */
function jpegSize(view: DataView): PictureSize | null {
	for (let at = 2; ;) {
		if (view.getUint8(at) !== 0xff) return null;
		const marker = view.getUint8(at + 1);
		if (marker === 0xff) at += 1;
		else if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
		else at += 2 + view.getUint16(at + 2);
	}
}

function isFrame(marker: number): boolean {
	return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** The three kinds of WebP (RFC 9649): extended, lossless, lossy. */
function webpSize(view: DataView): PictureSize | null {
	const kind = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)));
	if (kind === 'VP8X') return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
	if (kind === 'VP8L') {
		const bits = view.getUint32(21, true);
		return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
	}
	if (kind !== 'VP8 ') return null;
	return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function uint24(view: DataView, at: number): number {
	return view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
}
