import { describe, expect, it } from 'vitest';
import { percentText, shareRangeText } from './simulation-words.ts';

describe('a share in words', () => {
	it.each([
		[0, '0 %'],
		[0.0002, 'menos de 0.1 %'],
		[0.5, '50 %'],
		[0.9876, '98.8 %'],
		[0.9999, 'más de 99.9 %'],
		[1, '100 %'],
	])('%s is «%s»', (share, words) => {
		expect(percentText(share)).toBe(words);
	});

	it('has its interval beside it', () => {
		expect(shareRangeText({ mean: 0.97, low: 0.95, high: 0.99995 })).toBe('97 % (95 a 99.9)');
		expect(shareRangeText({ mean: 1, low: 1, high: 1 })).toBe('100 %');
		expect(shareRangeText(null)).toBe('sin cédulas');
	});
});
