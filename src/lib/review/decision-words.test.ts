import { describe, expect, it } from 'vitest';
import { stepWords, undoneWords } from './decision-words.ts';

const undone = { title: 'Contaduría', before: 'accepted', after: 'submitted' } as const;

describe('what was undone', () => {
	it('is told with what it was', () => {
		expect(undoneWords([undone])).toBe('«Contaduría» queda por decidir; estaba aceptado.');
		expect(undoneWords([{ ...undone, after: 'observed' }])).toBe(
			'«Contaduría» queda observado; estaba aceptado.',
		);
	});

	it('is counted when it was several claims', () => {
		expect(undoneWords([undone, undone])).toBe('2 renglones quedan por decidir; estaban aceptados.');
	});
});

describe('what can be undone', () => {
	it('is named on the button', () => {
		const step = { title: 'Contaduría', before: 'submitted', after: 'rejected' } as const;
		expect(stepWords([step])).toBe('«Contaduría»: rechazado');
		expect(stepWords([step, step, step])).toBe('3 renglones: rechazados');
	});
});
