import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimDecision, Situation, SubmissionState } from '#lib/cedula/submission.ts';
import {
	missingToIssue,
	offersOf,
	progressOf,
	reasonGroups,
	verdictProblems,
	type Reason,
} from './review.ts';

const reason = (given: Partial<Reason>): Reason => ({
	key: 'illegible',
	label: 'El documento no se lee',
	whatToDo: 'Vuelva a tomar la foto.',
	verdicts: ['observed'],
	kinds: ['education', 'experience'],
	noteRequired: false,
	...given,
});

const situation = (given: Partial<Situation> = {}): Situation => ({
	state: 'in_review',
	decisions: ['accepted'],
	identityObserved: false,
	...given,
});

const anyDecision = fc.constantFrom<ClaimDecision>(
	'submitted',
	'accepted',
	'observed',
	'rejected',
	'withdrawn',
);
const anyState = fc.constantFrom<SubmissionState>('received', 'in_review', 'needs_you', 'rated', 'withdrawn');
const anySituation = fc.record({
	state: anyState,
	decisions: fc.array(anyDecision, { maxLength: 12 }),
	identityObserved: fc.boolean(),
});

describe('what a case offers', () => {
	it('lets its holder decide, hand over and issue once everything is decided', () => {
		expect(offersOf(situation({ decisions: ['accepted', 'rejected'] }), true)).toEqual({
			take: 'wrong_state',
			decide: null,
			return: 'nothing_observed',
			issue: null,
			handOver: null,
		});
	});

	it('lets its holder return it, and not issue, while something is observed', () => {
		const offers = offersOf(situation({ decisions: ['accepted', 'observed'] }), true);
		expect([offers.return, offers.issue]).toEqual([null, 'undecided']);
	});

	it('does not let the dictamen be issued while the identity is observed', () => {
		const offers = offersOf(situation({ identityObserved: true }), true);
		expect([offers.return, offers.issue]).toEqual([null, 'undecided']);
	});

	it('offers another reviewer nothing that belongs to the holder', () => {
		fc.assert(
			fc.property(anySituation, (any) => {
				const { take: _, ...held } = offersOf(any, false);
				expect(Object.values(held)).not.toContain(null);
			}),
		);
	});

	it('can be taken only while it waits in the queue', () => {
		fc.assert(
			fc.property(anySituation, (any) => {
				expect(offersOf(any, false).take === null).toBe(any.state === 'received');
			}),
		);
	});

	it('says what is missing exactly when the dictamen cannot be issued', () => {
		fc.assert(
			fc.property(anySituation, (any) => {
				const inReview = { ...any, state: 'in_review' as const };
				expect(missingToIssue(inReview).length === 0).toBe(offersOf(inReview, true).issue === null);
			}),
		);
	});
});

describe('progress', () => {
	it('counts what is accepted or rejected as decided, and leaves out what was withdrawn', () => {
		expect(progressOf(['accepted', 'rejected', 'observed', 'submitted', 'withdrawn'])).toEqual({
			total: 4,
			decided: 2,
			accepted: 1,
			observed: 1,
			rejected: 1,
		});
	});

	it('names in words what stands between a case and its dictamen', () => {
		const decisions: ClaimDecision[] = ['submitted', 'submitted', 'observed'];
		expect(missingToIssue(situation({ decisions, identityObserved: true }))).toEqual([
			'Falta decidir 2 renglones.',
			'1 renglón está observado: devuelva la cédula o cambie la decisión.',
			'La identidad está observada: devuelva la cédula o quite la observación.',
		]);
	});
});

describe('the reason of a verdict', () => {
	const paths = (problems: { path: string }[]) => problems.map((problem) => problem.path);

	it('is not needed to accept', () => {
		expect(verdictProblems('accepted', {})).toEqual([]);
	});

	it.each(['observed', 'rejected'] as const)('is needed when a claim is %s', (verdict) => {
		expect(paths(verdictProblems(verdict, {}))).toEqual(['reason']);
	});

	it('must be known', () => {
		expect(paths(verdictProblems('observed', { key: 'nothing' }))).toEqual(['reason']);
	});

	it('asks for a note where the catalogue says so', () => {
		const needsNote = { key: 'other', reason: reason({ key: 'other', noteRequired: true }) };
		expect(paths(verdictProblems('observed', needsNote))).toEqual(['note']);
		expect(verdictProblems('observed', { ...needsNote, note: 'Falta el sello.' })).toEqual([]);
	});
});

describe('the reasons that the page offers', () => {
	const reasons = [
		reason({}),
		reason({ key: 'duplicate', verdicts: ['rejected'] }),
		reason({ key: 'data-mismatch', verdicts: ['observed', 'rejected'] }),
		reason({ key: 'hours-missing', kinds: ['training'] }),
	];
	const keysOf = (given: string | null) =>
		reasonGroups(reasons, 'education', given).map(({ label, reasons: list }) => [
			label,
			list.map((each) => each.key),
		]);

	it('are those of the kind of claim, under what they serve', () => {
		expect(keysOf(null)).toEqual([
			['Para observar o rechazar', ['data-mismatch']],
			['Solo para observar', ['illegible']],
			['Solo para rechazar', ['duplicate']],
		]);
	});

	it('have the one that was given already, also when it is of another kind', () => {
		expect(keysOf('hours-missing').at(-1)).toEqual(['Ya elegido', ['hours-missing']]);
		expect(keysOf('illegible')).toEqual(keysOf(null));
	});
});
