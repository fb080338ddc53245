import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sample } from '../../../tests/support/samples.ts';
import { pictureSize } from './picture-size.ts';

const picture = (channels: 3 | 4) =>
	sharp({ create: { width: 321, height: 123, channels, background: '#346' } });

describe('the announced size of a picture', () => {
	it.each([
		['image/png', () => picture(4).png().toBuffer()],
		['image/jpeg', () => picture(3).jpeg().toBuffer()],
		['image/jpeg', () => picture(3).jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer()],
		['image/webp', () => picture(3).webp().toBuffer()],
		['image/webp', () => picture(4).webp({ lossless: true }).toBuffer()],
		['image/webp', () => picture(4).webp().withMetadata().toBuffer()],
	] as const)('is read from its first bytes: %s', async (mediaType, make) => {
		expect(pictureSize(new Uint8Array(await make()), mediaType)).toEqual({ width: 321, height: 123 });
	});

	it('is read from a photo of a phone', async () => {
		const { width, height } = await sharp(sample('documentos/doc-03.jpg')).metadata();
		expect(pictureSize(sample('documentos/doc-03.jpg'), 'image/jpeg')).toEqual({ width, height });
	});

	it('is what a bomb announces', () => {
		const bomb = pictureSize(sample('hostiles/png-bomba-rgba.png'), 'image/png');
		expect(bomb).toEqual({ width: 30_000, height: 30_000 });
	});

	it.each(['image/png', 'image/jpeg', 'image/webp'] as const)(
		'is unknown when %s is cut or not what it says',
		(type) => {
			expect(pictureSize(new Uint8Array([0xff, 0xd8, 0xff]), type)).toBeNull();
			expect(pictureSize(new Uint8Array(64), type)).toBeNull();
			expect(pictureSize(new Uint8Array(), type)).toBeNull();
		},
	);
});
