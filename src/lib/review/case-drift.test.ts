import { describe, expect, it } from 'vitest';
import { driftOf, type CaseStanding } from './case-drift.ts';

const MINE: CaseStanding = {
	state: 'in_review',
	mine: true,
	holder: 'Ana Lara',
	claims: [
		{ id: '1', revision: 1, state: 'submitted' },
		{ id: '2', revision: 3, state: 'accepted' },
	],
};

describe('a page that has a case open', () => {
	it('is as it was while only decisions were taken', () => {
		const decided = MINE.claims.map((claim) => ({ ...claim, state: 'rejected' as const }));
		expect(driftOf(MINE, { ...MINE, claims: decided })).toBeNull();
	});

	it('is told who has the case now', () => {
		const drift = driftOf(MINE, { ...MINE, mine: false, holder: 'Beto Ruiz' });
		expect(drift?.title).toBe('Ya no tiene esta cédula');
		expect(drift?.message).toContain('Ahora la tiene Beto Ruiz');
	});

	it.each([
		['received', 'Regresó a la fila'],
		['needs_you', 'Se devolvió'],
		['rated', 'Ya tiene dictamen'],
		['withdrawn', 'La persona la retiró'],
	] as const)('is told that the case is %s', (state, words) => {
		expect(driftOf(MINE, { ...MINE, state, mine: false, holder: null })?.message).toContain(words);
	});

	it('is told that it may decide again once it took the case in another window', () => {
		expect(driftOf({ ...MINE, mine: false }, MINE)?.title).toBe('Ahora tiene esta cédula');
	});

	it('is told when the person corrected what it shows', () => {
		const claims = [{ id: '1', revision: 2, state: 'submitted' as const }, MINE.claims[1]!];
		expect(driftOf(MINE, { ...MINE, claims })?.message).toContain('otra versión de un renglón');
	});

	it('always says that nothing typed was lost', () => {
		expect(driftOf(MINE, { ...MINE, state: 'rated', mine: false })?.message).toContain('sigue aquí');
	});
});
