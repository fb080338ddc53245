import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coverageOf } from './font-coverage.ts';

const FONT = 'node_modules/@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf';
const covered = coverageOf(readFileSync(FONT));

describe('the font of documents', () => {
	it.each([...'aZ0ñÑáÉüÜ¿¡«»“”’–—…·□€Ωłő'])('draws %s', (character) => {
		expect(covered.has(character.codePointAt(0)!)).toBe(true);
	});

	it.each([...'田ر👩'])('does not draw %s', (character) => {
		expect(covered.has(character.codePointAt(0)!)).toBe(false);
	});

	it('is told from a file that is none', () => {
		expect(() => coverageOf(new TextEncoder().encode('this is no font, but long enough to look'))).toThrow(
			RangeError,
		);
	});
});
