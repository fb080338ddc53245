import { describe, expect, it } from 'vitest';
import { COMPLETE } from './cedula.factory.ts';
import { changedAnswers, revisionStateOf, type RevisionFacts } from './history.ts';

const facts = (changes: Partial<RevisionFacts>): RevisionFacts => ({
	accepted: false,
	newest: true,
	claimWithdrawn: false,
	submission: null,
	...changes,
});
type Sent = NonNullable<RevisionFacts['submission']>;
const sent = (state: Sent['state'], decision: Sent['decision']) => ({ submission: { state, decision } });

describe('a revision', () => {
	it('that was accepted counts until a later one is accepted', () => {
		expect(revisionStateOf(facts({ accepted: true, ...sent('rated', 'accepted') }))).toBe('counting');
		expect(revisionStateOf(facts({ accepted: true, newest: false, ...sent('rated', 'accepted') }))).toBe(
			'counting',
		);
		expect(revisionStateOf(facts({ newest: false, ...sent('rated', 'accepted') }))).toBe('replaced');
	});

	it.each(['submitted', 'accepted', 'rejected', 'observed'] as const)(
		'that is being reviewed waits, though it is «%s» so far',
		(decision) => {
			expect(revisionStateOf(facts(sent('in_review', decision)))).toBe('waiting');
			expect(revisionStateOf(facts(sent('received', decision)))).toBe('waiting');
		},
	);

	it('shows its observation once the cédula was returned', () => {
		expect(revisionStateOf(facts(sent('needs_you', 'observed')))).toBe('observed');
		expect(revisionStateOf(facts(sent('needs_you', 'rejected')))).toBe('waiting');
	});

	it('that was corrected under the same folio is replaced', () => {
		expect(revisionStateOf(facts({ newest: false }))).toBe('replaced');
	});

	it('that was not accepted says so once there is a dictamen', () => {
		expect(revisionStateOf(facts(sent('rated', 'rejected')))).toBe('rejected');
		expect(revisionStateOf(facts(sent('rated', 'observed')))).toBe('rejected');
	});

	it('is withdrawn with its claim or with its submission, if it is the last', () => {
		expect(revisionStateOf(facts({ claimWithdrawn: true, accepted: true }))).toBe('withdrawn');
		expect(revisionStateOf(facts({ claimWithdrawn: true, newest: false }))).toBe('replaced');
		expect(revisionStateOf(facts(sent('withdrawn', 'submitted')))).toBe('withdrawn');
		expect(revisionStateOf(facts(sent('needs_you', 'withdrawn')))).toBe('withdrawn');
	});
});

describe('what changed between two revisions', () => {
	const words = (_: string, key: string) => `«${key}»`;

	it('is told answer by answer, with what was there before', () => {
		const after = { ...COMPLETE.experience, position: 'Tesorera', to: '2026-05', municipality: '15106' };
		expect(changedAnswers('experience', COMPLETE.experience, after, words)).toEqual([
			{ label: 'Municipio', before: '', after: '«15106»' },
			{ label: 'Puesto', before: '«Tesorera municipal»', after: '«Tesorera»' },
			{ label: 'Término', before: 'Sigo en este puesto', after: 'mayo de 2026' },
		]);
	});

	it('is nothing when only the files are others', () => {
		expect(changedAnswers('training', COMPLETE.training, { ...COMPLETE.training }, words)).toEqual([]);
	});
});
