import { describe, expect, it } from 'vitest';
import { CONSENT_PURPOSES } from '#lib/institution/documents.ts';
import { purposeTexts } from './privacy.ts';

describe('the words of the purposes', () => {
	it('are those of the notice, and ours where it has none', () => {
		const own = { key: 'bank' as const, title: 'Banco', description: 'Que me encuentren.' };
		const texts = purposeTexts({ consents: [own] });
		expect(texts[0]).toEqual(own);
		expect(texts.map(({ key }) => key)).toEqual([...CONSENT_PURPOSES]);
		expect(texts.every(({ title, description }) => title && description)).toBe(true);
	});
});
