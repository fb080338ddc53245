import { describe, expect, it } from 'vitest';
import { aCertificate, criterionOf, linesOf, rate } from '#lib/rating/rating.factory.ts';

const pointsOf = (data: object, ratingDate?: string) =>
	criterionOf(rate([aCertificate({ standard: 'NICL-TESORERIA', ...data })], ratingDate), 'C1').points;

describe('certificates of finance standards', () => {
	it('earn more for the first than for the others, each standard once', () => {
		const [first, second, again, third] = [
			aCertificate({ standard: 'NICL-TESORERIA', validUntil: '2029-01-01' }),
			aCertificate({ standard: 'NICL-CONTRALORIA', validUntil: '2028-01-01' }),
			aCertificate({ standard: 'NICL-TESORERIA', validUntil: '2027-01-01' }),
			aCertificate({ standard: 'NICL-CATASTRO', validUntil: '2026-12-31' }),
		];
		expect(linesOf(rate([third, again, second, first]), 'C1')).toEqual({
			[first.id]: 'yes counted 1200',
			[second.id]: 'yes counted 400',
			[third.id]: 'yes counted 400',
			[again.id]: 'no repeated_standard 0',
		});
	});
});

describe('certificates of transversal standards', () => {
	it('earn the same each, up to the cap', () => {
		const claims = ['EC0105', 'EC1053', 'EC1268'].map((standard) => aCertificate({ standard }));
		const score = rate(claims);
		expect(criterionOf(score, 'C2').points).toBe(800);
		expect(Object.values(linesOf(score, 'C2')).sort()).toEqual([
			'no over_cap 0',
			'yes counted 400',
			'yes counted 400',
		]);
	});
});

describe('validity of a certificate', () => {
	it('lasts to the end of its last day', () => {
		expect(pointsOf({ validUntil: '2026-06-15' })).toBe(1200);
		expect(pointsOf({ validUntil: '2026-06-14' })).toBe(0);
		expect(pointsOf({ validUntil: '2026-06' })).toBe(1200);
		expect(pointsOf({ validUntil: '2026-05' })).toBe(0);
	});

	it('follows from the catalogue when it is not printed', () => {
		const cadastre = { standard: 'NICL-CATASTRO' };
		expect(pointsOf({ ...cadastre, issuedOn: '2021-06-15' })).toBe(1200);
		expect(pointsOf({ ...cadastre, issuedOn: '2021-06-14' })).toBe(0);
		expect(pointsOf({ ...cadastre, issuedOn: '2021-06-14', validUntil: '2027-01-01' })).toBe(1200);
		expect(pointsOf({ ...cadastre, issuedOn: '2024-02-29' }, '2029-02-28')).toBe(1200);
		expect(pointsOf({ ...cadastre, issuedOn: '2024-02-29' }, '2029-03-01')).toBe(0);
	});

	it('is in force when nobody knows its end', () => {
		for (const validUntil of [undefined, null, '']) expect(pointsOf({ validUntil })).toBe(1200);
	});

	it.each([
		['expired', { validUntil: '2026-05-31' }],
		['future', { issuedOn: '2026-06-16' }],
		['incomplete', { validUntil: '2027-02-30' }],
		['incomplete', { standard: 'NICL-CATASTRO', issuedOn: undefined }],
		['no_standard', { standard: undefined, title: 'EC0402 Presupuestación' }],
		['unknown_standard', { standard: 'EC9999' }],
		['unknown_standard', { standard: 'constructor' }],
	])('that fails is told as %s', (reason, data) => {
		const certificate = aCertificate({ standard: 'NICL-TESORERIA', ...data });
		expect(linesOf(rate([certificate]), 'C1')).toEqual({ [certificate.id]: `no ${reason} 0` });
	});

	it('lets a renewed certificate count beside the expired one', () => {
		const [old, renewed] = [
			aCertificate({ standard: 'EC0105', validUntil: '2026-01-01' }),
			aCertificate({ standard: 'EC0105', validUntil: '2031-01-01' }),
		];
		expect(linesOf(rate([old, renewed]), 'C2')).toEqual({
			[renewed.id]: 'yes counted 400',
			[old.id]: 'no expired 0',
		});
	});
});
