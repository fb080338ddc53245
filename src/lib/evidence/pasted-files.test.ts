import { describe, expect, it } from 'vitest';
import { pastedFiles } from './pasted-files.ts';

const file = (name: string, type = 'image/png') => new File(['x'], name, { type, lastModified: 7 });
const elsewhere = { matches: () => false } as unknown as EventTarget;
const typing = { matches: () => true } as unknown as EventTarget;

describe('what is pasted', () => {
	it('is taken with its name, and a nameless picture gets one', () => {
		const files = [file('titulo.pdf', 'application/pdf'), file('image.png')];
		const pasted = pastedFiles({ target: elsewhere, clipboardData: { files } });
		expect(pasted.map(({ name, type, lastModified }) => [name, type, lastModified])).toEqual([
			['titulo.pdf', 'application/pdf', 7],
			['Imagen pegada.png', 'image/png', 7],
		]);
	});

	it('stays with the field where somebody types', () => {
		expect(pastedFiles({ target: typing, clipboardData: { files: [file('image.png')] } })).toEqual([]);
	});

	it('may be text only', () => {
		expect(pastedFiles({ target: null, clipboardData: { files: [] } })).toEqual([]);
		expect(pastedFiles({ target: null, clipboardData: null })).toEqual([]);
	});
});
