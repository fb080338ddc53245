import sharp, { type Sharp } from 'sharp';
import { evenOutLight, slopeOf, type GrayPicture } from './gray-picture.ts';
import { MAX_PIXELS } from './evidence.ts';
import { turnedBox, type Box } from './reading.ts';
import type { Turns } from './turns.ts';

/** Long side of a picture as it is read, in points: a letter page at 220 points an inch. */
export const READ_LONG_SIDE = 2400;
const SMALL_LONG_SIDE = 1000;
/** Long side at which text can still be told from what is not. */
const TRIED_LONG_SIDE = 1300;
/** Leaning less than this does not hinder reading, in degrees. */
const STRAIGHT_ENOUGH = 0.15;
const LIMITS = { failOn: 'error', limitInputPixels: MAX_PIXELS } as const;

/** A picture ready to be read, and where a place on it (in points) was on the page. */
export type Straightened = { png: Buffer; placeOnPage: (box: Box) => Box };

/** The gray picture of a page, no larger than is good for reading. */
export async function grayPicture(bytes: Uint8Array): Promise<GrayPicture> {
	const picture = sharp(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), LIMITS).flatten({
		background: '#ffffff',
	});
	return raw(
		picture.resize({
			width: READ_LONG_SIDE,
			height: READ_LONG_SIDE,
			fit: 'inside',
			withoutEnlargement: true,
		}),
	);
}

/** The same page, smaller: to try things out. */
export function smaller(page: GrayPicture): Promise<GrayPicture> {
	return raw(sharpOf(page).resize({ width: TRIED_LONG_SIDE, height: TRIED_LONG_SIDE, fit: 'inside' }));
}

/**
 * Makes a page easy to read: even light, lines level.
 * @param turns quarter turns to the right, for a page that was stored lying or upside down
 */
export async function straighten(page: GrayPicture, turns: Turns = 0): Promise<Straightened> {
	const turned = turns === 0 ? page : await raw(sharpOf(page).rotate(turns * 90));
	const even = evenOutLight(turned);
	const size = { width: SMALL_LONG_SIDE, height: SMALL_LONG_SIDE, fit: 'inside' } as const;
	const slope = slopeOf(await raw(sharpOf(even).resize(size)));
	const isStraight = Math.abs(slope) < STRAIGHT_ENOUGH;
	const level = isStraight ? even : await raw(sharpOf(even).rotate(-slope, { background: '#ffffff' }));
	const png = await sharpOf(level).png({ compressionLevel: 1 }).toBuffer();
	const angle = isStraight ? 0 : slope;
	const turnsBack = ((4 - turns) % 4) as Turns;
	return { png, placeOnPage: (box) => turnedBox(leanBack(box, angle, level, even), turnsBack) };
}

function sharpOf({ data, width, height }: GrayPicture): Sharp {
	return sharp(Buffer.from(data.buffer, data.byteOffset, data.length), {
		raw: { width, height, channels: 1 },
	});
}

async function raw(picture: Sharp): Promise<GrayPicture> {
	const { data, info } = await picture.greyscale().raw().toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

type Size = { width: number; height: number };

/** A box in points of the level picture, as fractions of the leaning one: its middle goes back, its size stays. */
function leanBack([left, top, right, bottom]: Box, degrees: number, level: Size, leaning: Size): Box {
	const radians = (degrees * Math.PI) / 180;
	const [x, y] = [(left + right - level.width) / 2, (top + bottom - level.height) / 2];
	const middleX = x * Math.cos(radians) - y * Math.sin(radians) + leaning.width / 2;
	const middleY = x * Math.sin(radians) + y * Math.cos(radians) + leaning.height / 2;
	const [halfWidth, halfHeight] = [(right - left) / 2, (bottom - top) / 2];
	return [
		share(middleX - halfWidth, leaning.width),
		share(middleY - halfHeight, leaning.height),
		share(middleX + halfWidth, leaning.width),
		share(middleY + halfHeight, leaning.height),
	];
}

function share(place: number, whole: number): number {
	return Math.min(1, Math.max(0, place / whole));
}
