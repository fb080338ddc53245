import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CriterionKey } from '#lib/rating/model/model.ts';
import { readPosts } from '#lib/rating/experience.ts';
import { coveredMonths, monthOf } from '#lib/rating/months.ts';
import { naiveScore } from '#lib/rating/naive-score.factory.ts';
import {
	COMPETENCIES,
	RATING_DATE,
	SHM_V1,
	aCertificate,
	aCourse,
	aDegree,
	aPost,
	criterionOf,
	rate,
} from '#lib/rating/rating.factory.ts';
import { scoreProfile } from '#lib/rating/score.ts';

interface CaseInput {
	jobs?: { from: string; to: string | null; finance: boolean; level: string | null; validated?: boolean }[];
	degrees?: { level: string; related: boolean; validated?: boolean }[];
	certs?: { code: string; finance: boolean; expires: string | null }[];
	training?: { kind: 'course' | 'conference' | 'instructor'; month: string; hours: number }[];
}

interface WorkedCase {
	id: string;
	description: string;
	input: CaseInput;
	expected: {
		exp: number;
		aca: number;
		cert: number;
		trn: number;
		total: number;
		stars: number | null;
		detail: Record<string, number>;
	};
}

const fixture = JSON.parse(
	readFileSync(new URL('../../../tests/fixtures/weighting-cases.json', import.meta.url), 'utf8'),
) as { model: string; ratingDate: string; cases: WorkedCase[] };

const TRAINING = {
	course: { type: 'COURSE', theme: 'FINANCE' },
	conference: { type: 'CONFERENCE', theme: 'HUMAN_DEVELOPMENT' },
	instructor: { type: 'INSTRUCTOR', theme: 'OTHER' },
};

/** Claims of the contract for the input of a worked case; what is not validated was never accepted. */
function claimsOf({ jobs = [], degrees = [], certs = [], training = [] }: CaseInput) {
	const accepted = (item: { validated?: boolean }) => item.validated !== false;
	return [
		...jobs
			.filter(accepted)
			.map(({ from, to, finance, level }) => aPost({ area: finance ? 'TES' : 'OTHER', level, from, to })),
		...degrees
			.filter(accepted)
			.map(({ level, related }) => aDegree({ level, field: related ? 'ACCT_ADMIN' : 'OTHER' })),
		...certs.map(({ code, expires }) => aCertificate({ standard: code, validUntil: expires })),
		...training.map(({ kind, month, hours }) => aCourse({ ...TRAINING[kind], to: month, hours })),
	];
}

describe('the worked cases of the published model', () => {
	it('are the ten of model v1', () => {
		expect(fixture.model).toBe(SHM_V1.version);
		expect(fixture.cases).toHaveLength(10);
	});

	it.each(fixture.cases)('$id $description', ({ input, expected }) => {
		for (const { code, finance } of input.certs ?? []) expect(COMPETENCIES[code]?.finance).toBe(finance);
		const score = rate(claimsOf(input), fixture.ratingDate);
		const points = Object.fromEntries(score.elements.map((element) => [element.key, element.points]));
		expect(points).toEqual({
			experience: expected.exp,
			academic: expected.aca,
			certification: expected.cert,
			training: expected.trn,
		});
		expect({ total: score.points, stars: score.stars }).toEqual({
			total: expected.total,
			stars: expected.stars,
		});
		for (const key of ['E1', 'E2', 'E3', 'A1', 'A2', 'A3', 'T1', 'T2', 'T3'] satisfies CriterionKey[]) {
			expect([key, criterionOf(score, key).points]).toEqual([key, expected.detail[key]]);
		}
	});

	it.each(fixture.cases)('$id is computed alike a second time', ({ input, expected }) => {
		expect(fixture.ratingDate).toBe(RATING_DATE);
		const { points, stars, criteria } = naiveScore(claimsOf(input));
		expect({ points, stars }).toEqual({ points: expected.total, stars: expected.stars });
		const { C1, C2, ...others } = criteria;
		expect(Math.min(2000, C1 + C2)).toBe(expected.cert);
		expect(expected.detail).toMatchObject(others);
	});

	it.each(fixture.cases)('$id counts the months of each kind', ({ input, expected }) => {
		const { usable } = readPosts(claimsOf(input), SHM_V1, monthOf(fixture.ratingDate)!);
		const finance = coveredMonths(usable.filter((post) => post.finance));
		const counted = Math.min(finance, SHM_V1.experience.finance.maxMonths);
		expect(finance).toBe(expected.detail['months_finance']);
		expect(coveredMonths(usable) - counted).toBe(expected.detail['months_general']);
	});
});

describe('stars', () => {
	const post = () => aPost({ level: 'HEAD', from: '2016-01' });

	it('are not given while the identity is not attested', () => {
		const input = { claims: [post()], identityAttested: false, competencies: COMPETENCIES };
		const score = scoreProfile(input, SHM_V1, '2026-06-15');
		expect(score.stars).toBeNull();
		expect(score.points).toBeGreaterThan(0);
	});

	it('are not given for certificates and courses alone', () => {
		const score = rate([aCertificate({ standard: 'NICL-TESORERIA' }), aCourse({})]);
		expect(score).toMatchObject({ stars: null, points: 1300 });
	});

	it('are given from the first month or degree', () => {
		expect(rate([aPost({ area: 'OTHER', from: '2026-06' })])).toMatchObject({ stars: 10, points: 10 });
		expect(rate([aDegree({ level: 'PRIMARIA' })])).toMatchObject({ stars: 11, points: 200 });
	});
});

describe('the breakdown', () => {
	it('has every element and criterion with its cap, also of an empty profile', () => {
		const score = rate([]);
		expect(score).toMatchObject({ stars: null, points: 0 });
		expect(score.elements.map(({ key, cap }) => [key, cap])).toEqual([
			['experience', 4000],
			['academic', 3000],
			['certification', 2000],
			['training', 1000],
		]);
		const criteria = score.elements.flatMap((element) => element.criteria);
		expect(criteria.map(({ key, cap }) => `${key} ${cap}`)).toEqual([
			'E1 2400',
			'E2 800',
			'E3 800',
			'A1 2400',
			'A2 400',
			'A3 200',
			'C1 2000',
			'C2 800',
			'T1 600',
			'T2 300',
			'T3 100',
		]);
		expect(criteria.every(({ points, claims }) => points === 0 && claims.length === 0)).toBe(true);
	});

	it('caps an element whose criteria add up to more', () => {
		const standards = Object.keys(COMPETENCIES).map((standard) => aCertificate({ standard }));
		const element = rate(standards).elements.find(({ key }) => key === 'certification');
		expect(element).toMatchObject({ points: 2000, cap: 2000 });
		expect(element?.criteria.map(({ points }) => points)).toEqual([2000, 800]);
	});

	it('refuses a rating date that is no day', () => {
		for (const date of ['', '2026-06', '2026-02-30', 'today'])
			expect(() => rate([], date)).toThrow(RangeError);
	});
});
