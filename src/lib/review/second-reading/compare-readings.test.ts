import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VERDICTS } from '../review.ts';
import { disputedClaims, type ReadVerdict } from './compare-readings.ts';

const read = (reading: number, revisionId: string, verdict: ReadVerdict['verdict']): ReadVerdict => ({
	reading,
	claimId: revisionId.slice(0, 1),
	revisionId,
	verdict,
});

describe('two readings', () => {
	it('agree where both decided the same about the same revision', () => {
		const both = [1, 2].flatMap((reading) => [
			read(reading, 'a1', 'accepted'),
			read(reading, 'b1', 'rejected'),
		]);
		expect(disputedClaims(both)).toEqual(new Set());
	});

	it('differ on the claim that one accepted and the other rejected', () => {
		const verdicts = [read(1, 'a1', 'accepted'), read(2, 'a1', 'rejected'), read(1, 'b1', 'accepted')];
		expect(disputedClaims([...verdicts, read(2, 'b1', 'accepted')])).toEqual(new Set(['a']));
	});

	it('are not compared on what was corrected in between', () => {
		expect(disputedClaims([read(1, 'a1', 'accepted'), read(2, 'a2', 'rejected')])).toEqual(new Set());
	});

	it('differ where the second observed what the first had decided, also when it was corrected then', () => {
		const verdicts = [read(1, 'a1', 'accepted'), read(2, 'a1', 'observed'), read(2, 'a2', 'accepted')];
		expect(disputedClaims(verdicts)).toEqual(new Set(['a']));
	});

	it('do not differ for what the first had observed and somebody corrected', () => {
		const verdicts = [read(1, 'a1', 'observed'), read(1, 'a2', 'accepted'), read(2, 'a2', 'accepted')];
		expect(disputedClaims(verdicts)).toEqual(new Set());
	});

	it('differ on the same claims whichever came first', () => {
		const verdict = fc.record({
			reading: fc.constantFrom(1, 2),
			revisionId: fc.constantFrom('a1', 'a2', 'b1', 'c1'),
			verdict: fc.constantFrom(...VERDICTS),
		});
		const unique = {
			selector: (each: { reading: number; revisionId: string }) => each.reading + each.revisionId,
		};
		fc.assert(
			fc.property(fc.uniqueArray(verdict, unique), (found) => {
				const verdicts = found.map((each) => read(each.reading, each.revisionId, each.verdict));
				const turned = verdicts.map((each) => ({ ...each, reading: 3 - each.reading }));
				expect(disputedClaims(turned)).toEqual(disputedClaims(verdicts));
			}),
		);
	});
});
