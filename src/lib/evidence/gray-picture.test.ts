import { describe, expect, it } from 'vitest';
import { evenOutLight, slopeOf, type GrayPicture } from './gray-picture.ts';

/** A white page with dashes in lines that lean. */
function aPage(degrees: number, width = 700, height = 900): GrayPicture {
	const data = new Uint8Array(width * height).fill(255);
	const rise = Math.tan((degrees * Math.PI) / 180);
	for (let line = 80; line < height - 80; line += 24)
		for (let x = 60; x < width - 60; x++) {
			if (x % 9 > 5) continue;
			const y = Math.round(line + (x - width / 2) * rise);
			for (let stroke = 0; stroke < 3; stroke++) data[(y + stroke) * width + x] = 20;
		}
	return { data, width, height };
}

describe('the lines of a page', () => {
	it.each([0, 3, -4.5, 9])('lean by %d degrees', (degrees) => {
		expect(slopeOf(aPage(degrees))).toBeCloseTo(degrees, 0);
	});

	it('of an empty page are level', () => {
		expect(slopeOf({ data: new Uint8Array(400 * 400).fill(255), width: 400, height: 400 })).toBe(0);
	});
});

describe('light evened out', () => {
	it('leaves ink dark and paper white, from one side of a shadow to the other', () => {
		const page = aPage(0);
		const shaded = page.data.map(
			(shade, place) => shade * (0.35 + (0.65 * (place % page.width)) / page.width),
		);
		const even = evenOutLight({ ...page, data: shaded });
		const [ink, paper] = [20, 255].map((shade) =>
			[...even.data].filter((_, place) => page.data[place] === shade),
		);
		expect(Math.max(...new Set(ink))).toBeLessThan(60);
		expect(Math.min(...new Set(paper))).toBeGreaterThan(200);
	});
});
