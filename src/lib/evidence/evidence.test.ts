import { describe, expect, it } from 'vitest';
import { REFUSALS, refusalInWords, sizeInWords } from './evidence.ts';

describe('a size in words', () => {
	it.each([
		[0, '0 bytes'],
		[1, '1 byte'],
		[1023, '1023 bytes'],
		[348_160, '340 kB'],
		[1_048_575, '1 MB'],
		[1_258_291, '1.2 MB'],
		[15 * 1024 * 1024, '15 MB'],
	])('%i is %s', (bytes, words) => {
		expect(sizeInWords(bytes)).toBe(words);
	});
});

const LIMITS = {
	fileSizeBytes: 15 * 1024 * 1024,
	pages: 40,
	filesPerClaim: 60,
	personSizeBytes: 500 * 1024 * 1024,
};

describe('a refusal', () => {
	it.each(Object.keys(REFUSALS))('says what happened and what to do: %s', (code) => {
		const words = refusalInWords(code, LIMITS);
		expect(words.split('. ').length).toBeGreaterThan(1);
		expect(words).not.toContain('!');
	});

	it('names the limit of the institution', () => {
		expect(refusalInWords('too_large', LIMITS)).toContain('15 MB');
		expect(refusalInWords('too_many_pages', { ...LIMITS, pages: 12 })).toContain('12 páginas');
	});

	it('of a code that is no longer known still has words', () => {
		expect(refusalInWords('of-another-age', LIMITS)).toBe(REFUSALS.damaged());
	});
});
