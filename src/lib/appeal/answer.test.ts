import { describe, expect, it } from 'vitest';
import { findCatalogueItem } from '#lib/institution/catalogues.server.ts';
import { answerProblems, changedClaims, type LookedAtClaim } from './answer.ts';

const degree: LookedAtClaim = { id: 'a', kind: 'education', state: 'rejected' };
const post: LookedAtClaim = { id: 'b', kind: 'experience', state: 'accepted' };
const upheld = { outcome: 'upheld', explanation: 'El documento no se lee.' } as const;
const changed = { outcome: 'changed', explanation: 'El título sí acredita el grado.' } as const;
const pathsOf = (problems: { path: string }[]) => problems.map(({ path }) => path);

describe('an answer to an appeal', () => {
	it('may uphold everything', () => {
		expect(answerProblems(['A1', 'A2'], { A1: upheld, A2: upheld }, [degree])).toEqual([]);
	});

	it('may change a criterion by deciding a claim of its kind otherwise, and uphold another of the same kind', () => {
		const claims: LookedAtClaim[] = [{ ...degree, verdict: 'accepted' }, post];
		expect(answerProblems(['A1', 'A2', 'E1'], { A1: changed, A2: upheld, E1: upheld }, claims)).toEqual([]);
	});

	it('needs an outcome and an explanation for each criterion', () => {
		expect(pathsOf(answerProblems(['A1', 'E1'], { E1: { outcome: 'upheld' } }, []))).toEqual([
			'criteria.A1.outcome',
			'criteria.A1.explanation',
			'criteria.E1.explanation',
		]);
	});

	it('may not say that a criterion changes when no claim does', () => {
		const same: LookedAtClaim = { ...degree, verdict: 'rejected' };
		expect(pathsOf(answerProblems(['A1'], { A1: changed }, [same, post]))).toEqual(['criteria.A1.outcome']);
	});

	it('may not change a claim while its criteria are upheld', () => {
		const claims: LookedAtClaim[] = [{ ...degree, verdict: 'accepted' }];
		expect(pathsOf(answerProblems(['A1', 'A2'], { A1: upheld, A2: upheld }, claims))).toEqual([
			'claims.a.verdict',
		]);
	});

	it('needs a reason of the catalogue to reject what was accepted', () => {
		const answers = { E1: changed };
		const rejected: LookedAtClaim = { ...post, verdict: 'rejected' };
		expect(pathsOf(answerProblems(['E1'], answers, [rejected]))).toEqual(['claims.b.reason']);
		const key = 'not-accredited';
		const reason = findCatalogueItem('reasons', key);
		expect(reason).toBeDefined();
		expect(answerProblems(['E1'], answers, [{ ...rejected, key, reason, note: 'No lo acredita.' }])).toEqual(
			[],
		);
	});

	it('counts as changed only what is decided otherwise', () => {
		const claims: LookedAtClaim[] = [degree, { ...post, verdict: 'accepted' }];
		expect(changedClaims(claims)).toEqual([]);
		expect(changedClaims([{ ...post, verdict: 'rejected' }])).toHaveLength(1);
	});
});
