import { encode } from 'uqr';

/** Blank modules around a code, as ISO/IEC 18004 asks for. */
const QUIET_ZONE = 4;

/** A QR code to be drawn: the side of the square in modules, blank margin included, and the dark modules as one path. */
export type QrDrawing = { size: number; path: string };

/** The QR code of a text; a seventh of it may be hidden or dirty and it still reads (level M). */
export function drawQr(text: string): QrDrawing {
	const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
	const rows = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''));
	return { size, path: rows.join('') };
}

/** The QR code of a text as a standalone SVG picture, black on white. */
export function qrSvg(text: string): string {
	const { size, path } = drawQr(text);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" fill="#ffffff"/><path d="${path}" fill="#000000"/></svg>`;
}
