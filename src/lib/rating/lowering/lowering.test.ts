import { describe, expect, it } from 'vitest';
import type { AcceptedClaim } from '../accepted-claim.ts';
import { aCertificate, aCourse, aPost, COMPETENCIES, rate, RATING_DATE, SHM_V1 } from '../rating.factory.ts';
import { loweredAsAnnounced, loweringBy, type HeldRating } from './lowering.ts';

const rules = { model: SHM_V1, competencies: COMPETENCIES };
const FORMER_POST = { area: 'TES', from: '2018-01', to: '2020-12', level: 'OPERATIONAL' };

/** The rating that these claims gave on the rating date. */
function held(...claims: AcceptedClaim[]): HeldRating {
	return {
		points: rate(claims).points,
		identityAttested: true,
		scoredOn: RATING_DATE,
		claims: claims.map(({ id, kind, data }) => ({
			...{ id, kind, data: data as Record<string, unknown>, revisionId: `said-${id}`, evidenceIds: [] },
		})),
	};
}

const ending = aCertificate({ standard: 'NICL-TESORERIA', validUntil: '2026-08-10' });
const lasting = aCertificate({ standard: 'NICL-CONTRALORIA', validUntil: '2030-01-01' });

describe('what time alone would lower', () => {
	it('is nothing up to the last day of a certificate, and its points from the day after', () => {
		const person = held(aPost(FORMER_POST), ending, lasting);
		expect(loweringBy('2026-08-10', person, rules)).toBeNull();
		expect(loweringBy('2026-08-11', person, rules)).toMatchObject({
			points: rate([aPost(FORMER_POST), lasting]).points,
			lapses: [{ revisionId: `said-${ending.id}`, reason: 'expired', countsUntil: '2026-08-10' }],
		});
	});

	it('goes by the years of the catalogue, and names a day that exists', () => {
		const leap = aCertificate({ standard: 'EC0105', issuedOn: '2024-02-29' });
		const monthly = aCertificate({ standard: 'NICL-TESORERIA', validUntil: '2029-02' });
		const lowering = loweringBy('2029-03-01', held(aPost(FORMER_POST), leap, monthly), rules);
		expect(lowering?.lapses.map(({ countsUntil }) => countsUntil)).toEqual(['2029-02-28', '2029-02-28']);
	});

	it('is a course from the month in which it leaves the window', () => {
		const course = aCourse({ to: '2026-03-20' });
		const person = held(aPost(FORMER_POST), course);
		const [lapse] = loweringBy('2099-01-01', person, rules)!.lapses;
		expect(lapse).toMatchObject({ reason: 'outside_window', revisionId: `said-${course.id}` });
		expect(loweringBy(lapse!.countsUntil, person, rules)).toBeNull();
		const dayAfter = new Date(Date.parse(lapse!.countsUntil) + 86_400_000).toISOString().slice(0, 10);
		expect(loweringBy(dayAfter, person, rules)).not.toBeNull();
	});

	it('is nothing where months of a post make up for what lapses', () => {
		const course = aCourse({ to: '2026-03-20', hours: 1 });
		const still = held(aPost({ ...FORMER_POST, from: '2024-01', to: null }), course);
		expect(rate([course]).points).toBeGreaterThan(0);
		expect(loweringBy('2032-01-01', still, rules)).toBeNull();
	});

	it('is nothing where only a withdrawal lowers', () => {
		const person = held(aPost(FORMER_POST), lasting);
		const withdrawn = { ...person, claims: person.claims.filter(({ kind }) => kind !== 'certification') };
		expect(loweringBy('2026-08-14', withdrawn, rules)).toBeNull();
	});
});

describe('the lowering that was announced', () => {
	const person = held(aPost(FORMER_POST), ending, lasting);
	const takesEffectOn = '2026-08-14';
	const announced = { takesEffectOn, points: loweringBy(takesEffectOn, person, rules)!.points };

	it('does not take effect before its day', () => {
		expect(loweredAsAnnounced(person, announced, rules, '2026-08-13')).toBeNull();
		expect(loweredAsAnnounced(person, announced, rules, takesEffectOn)).toMatchObject({
			scoredOn: takesEffectOn,
			score: { points: announced.points },
		});
	});

	it('is never lower than announced, whatever lapsed meanwhile', () => {
		const lowered = loweredAsAnnounced(person, announced, rules, '2031-01-01');
		expect(lowered).toMatchObject({ scoredOn: takesEffectOn, score: { points: announced.points } });
	});

	it('counts what time added up to the day of the decision', () => {
		const still = held(aPost({ ...FORMER_POST, from: '2026-01', to: null }), ending, lasting);
		const told = { takesEffectOn, points: loweringBy(takesEffectOn, still, rules)!.points };
		const lowered = loweredAsAnnounced(still, told, rules, '2026-11-20');
		expect(lowered?.scoredOn).toBe('2026-11-20');
		expect(lowered!.score.points).toBeGreaterThan(told.points);
		expect(loweredAsAnnounced(still, told, rules, '2029-12-01')).toBeNull();
	});

	it('does not hold where the person withdrew something since', () => {
		const less = { ...person, claims: person.claims.filter(({ id }) => id !== lasting.id) };
		expect(loweredAsAnnounced(less, announced, rules, takesEffectOn)).toBeNull();
	});
});
