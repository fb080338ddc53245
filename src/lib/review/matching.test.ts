import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesInFull, matchingClaims, pageKey, type MatchingClaim } from './matching.ts';

const file = (...results: ('match' | 'mismatch' | 'not_found')[]) => ({
	readingState: 'done' as const,
	reading: results.map((result) => ({ result })),
});

describe('a claim matches in full', () => {
	it('when each of its documents was read and says everything as declared', () => {
		expect(matchesInFull([file('match', 'match'), file('match')])).toBe(true);
	});

	it.each([
		['it has no document', []],
		['one value is another', [file('match', 'mismatch')]],
		['one value was not found', [file('match', 'not_found')]],
		['nothing could be compared in one of its documents', [file('match'), file()]],
		[
			'one of its documents waits to be read',
			[file('match'), { ...file(), readingState: 'pending' as const }],
		],
		['one of its documents could not be read', [{ ...file('match'), readingState: 'failed' as const }]],
	])('not when %s', (_, files) => {
		expect(matchesInFull(files)).toBe(false);
	});

	it('never with anything but matches, whatever was read', () => {
		const result = fc.constantFrom('match', 'mismatch', 'not_found');
		const readingState = fc.constantFrom('done', 'pending', 'failed');
		const read = fc.record({ readingState, reading: fc.array(fc.record({ result }), { maxLength: 4 }) });
		fc.assert(
			fc.property(fc.array(read, { maxLength: 4 }), (files) => {
				const doubtful = files.some(
					(each) => each.readingState !== 'done' || each.reading.some((row) => row.result !== 'match'),
				);
				if (doubtful) expect(matchesInFull(files)).toBe(false);
			}),
		);
	});
});

describe('claims that can be accepted together', () => {
	const claim = (id: string, changes: Partial<MatchingClaim> = {}): MatchingClaim => ({
		id,
		state: 'submitted',
		matches: true,
		files: [{ id: `file-${id}`, reading: { rows: [{ page: 1 }, { page: 2 }, { page: 1 }] } }],
		...changes,
	});
	const idsOf = (claims: MatchingClaim[]) => claims.map(({ id }) => id);

	it('had every page on screen on which something was found', () => {
		const seen = new Set([pageKey('file-a', 1), pageKey('file-a', 2), pageKey('file-b', 1)]);
		const { ready, unseen } = matchingClaims([claim('a'), claim('b')], seen);
		expect([idsOf(ready), idsOf(unseen)]).toEqual([['a'], ['b']]);
	});

	it('are undecided and match', () => {
		const seen = new Set(['a', 'b', 'c'].flatMap((id) => [1, 2].map((page) => pageKey(`file-${id}`, page))));
		const claims = [claim('a', { state: 'observed' }), claim('b', { matches: false }), claim('c')];
		const { ready, unseen } = matchingClaims(claims, seen);
		expect([idsOf(ready), idsOf(unseen)]).toEqual([['c'], []]);
	});
});
