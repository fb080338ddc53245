import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import type { Score } from '#lib/rating/breakdown.ts';
import type { CompetencyFacts } from '#lib/rating/certification.ts';
import { WeightingModel } from '#lib/rating/model.ts';
import type { CriterionKey, ElementKey } from '#lib/rating/model.ts';
import {
	COMPETENCIES,
	RATING_DATE,
	SHM_V1,
	anyClaim,
	anyModel,
	anyProfile,
	criterionOf,
	rate,
} from '#lib/rating/rating.factory.ts';
import { scoreProfile } from '#lib/rating/score.ts';

const elementPoints = (score: Score, key: ElementKey) =>
	score.elements.find((element) => element.key === key)!.points;

const CRITERIA: CriterionKey[] = ['E1', 'E2', 'E3', 'A1', 'A2', 'A3', 'C1', 'C2', 'T1', 'T2', 'T3'];

const criterionPoints = (score: Score) =>
	Object.fromEntries(CRITERIA.map((key) => [key, criterionOf(score, key).points]));

type Data = Record<string, unknown>;

/** Months as texts in a set, counted one by one: slow, and unlike the engine. */
function monthSet(posts: Data[], ratingMonth: string): Set<string> {
	const months = new Set<string>();
	for (const post of posts) {
		const last = post['to'] === null ? ratingMonth : String(post['to']).slice(0, 7);
		for (let at = String(post['from']).slice(0, 7); at <= last && at <= ratingMonth; at = nextMonth(at)) {
			months.add(at);
		}
	}
	return months;
}

function nextMonth(month: string): string {
	if (month.endsWith('-12')) return `${Number(month.slice(0, 4)) + 1}-01`;
	return month.slice(0, 5) + String(Number(month.slice(5)) + 1).padStart(2, '0');
}

/** A date of the sample data, by the calendar of the runtime and not by ours. */
function isDay(value: unknown): value is string {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return false;
	const whole = value.length === 7 ? `${value}-01` : value;
	const day = new Date(`${whole}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(whole);
}

function naiveExperience(data: Data[], ratingMonth: string) {
	const posts = data.filter(({ area, from, to }) => {
		if (typeof area !== 'string' || area === '' || !isDay(from)) return false;
		return to === null || (isDay(to) && to.slice(0, 7) >= from.slice(0, 7));
	});
	const finance = posts.filter(({ area }) => area !== 'OTHER');
	const financeMonths = Math.min(96, monthSet(finance, ratingMonth).size);
	const allMonths = monthSet(posts, ratingMonth).size;
	const table = { OPERATIVE: 200, ANALYST: 300, DEPARTMENT_HEAD: 400, COORDINATION: 600, HEAD: 800 };
	const levels = Object.keys(table);
	let e3 = 0;
	for (const [level, points] of Object.entries(table)) {
		const above = levels.slice(levels.indexOf(level));
		const held = finance.filter((post) => above.includes(String(post['level'])));
		if (monthSet(held, ratingMonth).size >= 6) e3 = points;
	}
	const begun = posts.filter(({ from }) => String(from).slice(0, 7) <= ratingMonth);
	return {
		E1: financeMonths * 25,
		E2: Math.min(80, allMonths - financeMonths) * 10,
		E3: e3,
		cadastre: begun.some(({ area }) => area === 'CAT' || area === 'OBR'),
	};
}

function naiveAcademic(data: Data[], cadastre: boolean) {
	const table: Record<string, number> = {
		PRIMARIA: 200,
		SECUNDARIA: 400,
		MEDIA_SUPERIOR: 800,
		TSU: 1200,
		LICENCIATURA_SIN_TITULO: 1400,
		LICENCIATURA: 1800,
		ESPECIALIDAD: 2000,
		MAESTRIA: 2200,
		DOCTORADO: 2400,
	};
	const known = data.filter(({ level }) => String(level) in table);
	const related = known
		.filter(
			({ field }) =>
				/^(LEGAL|ECON|ACCT_ADMIN)$/.test(String(field)) || (field === 'ENG_CADASTRE' && cadastre),
		)
		.map(({ level }) => table[String(level)]!);
	const degrees = known.filter(({ level }) => table[String(level)]! >= 1800);
	const programmeOf = ({ level, programme }: Data) =>
		`${level}/${String(programme ?? '')
			.trim()
			.toLowerCase()}`;
	const programmes = new Set(degrees.map(programmeOf));
	const licences = new Set(degrees.map((degree) => degree['licenceNumber'] || programmeOf(degree)));
	const best = Math.max(0, ...related);
	return {
		A1: Math.max(0, ...known.map(({ level }) => table[String(level)]!)),
		A2: best >= 1400 ? 400 : best >= 800 ? 200 : 0,
		A3: programmes.size > 1 && licences.size > 1 ? 200 : 0,
	};
}

function naiveCertification(data: Data[], ratingDate: string) {
	const inForce = data.filter(({ standard, validUntil, issuedOn }) => {
		if (!Object.keys(COMPETENCIES).includes(String(standard))) return false;
		if (isDay(issuedOn) && issuedOn > ratingDate) return false;
		if (validUntil !== undefined && validUntil !== null && validUntil !== '') {
			return isDay(validUntil) && (validUntil.length === 7 ? `${validUntil}-99` : validUntil) >= ratingDate;
		}
		if (COMPETENCIES[String(standard)]!.validityYears === null) return true;
		return (
			isDay(issuedOn) &&
			Number(issuedOn.replaceAll('-', '')) + 50_000 >= Number(ratingDate.replaceAll('-', ''))
		);
	});
	const standards = [...new Set(inForce.map(({ standard }) => String(standard)))];
	const finance = standards.filter((standard) => standard.startsWith('NICL')).length;
	return {
		C1: [0, 1200, 1600, 2000][finance]!,
		C2: Math.min(800, 400 * (standards.length - finance)),
	};
}

function naiveTraining(data: Data[]) {
	const recent = data.filter(
		({ to }) => isDay(to) && to.slice(0, 7) >= '2023-07' && to.slice(0, 7) <= '2026-06',
	);
	const of = (types: string[], theme: string | null) =>
		recent.filter(
			(item) => types.includes(String(item['type'])) && (theme === null || item['theme'] === theme),
		);
	const hours = of(['COURSE', 'DIPLOMA'], 'FINANCE').map((item) => {
		const told = item['hours'];
		return typeof told === 'number' && told >= 1 && told < Infinity ? Math.min(40, Math.floor(told)) : 0;
	});
	return {
		T1: Math.min(600, 5 * hours.reduce((total, each) => total + each, 0)),
		T2: Math.min(300, 50 * of(['CONFERENCE'], 'HUMAN_DEVELOPMENT').length),
		T3: Math.min(100, 50 * of(['INSTRUCTOR'], null).length),
	};
}

/** Model v1 written a second time from its description, for the rating date of the worked cases. */
function naiveScore(claims: AcceptedClaim[]) {
	const dataOf = (kind: AcceptedClaim['kind']) =>
		claims.filter((claim) => claim.kind === kind).map((claim) => claim.data as Data);
	const { cadastre, ...experience } = naiveExperience(dataOf('experience'), '2026-06');
	const academic = naiveAcademic(dataOf('education'), cadastre);
	const certification = naiveCertification(dataOf('certification'), RATING_DATE);
	const training = naiveTraining(dataOf('training'));
	const add = (parts: object) =>
		Object.values(parts).reduce((total: number, part: number) => total + part, 0);
	const [exp, aca] = [add(experience), add(academic)];
	const points = exp + aca + Math.min(2000, add(certification)) + add(training);
	const stars = exp + aca > 0 ? 10 + Math.floor((40 * points + 5000) / 10_000) : null;
	return { points, stars, criteria: { ...experience, ...academic, ...certification, ...training } };
}

describe('a score', { timeout: 60_000 }, () => {
	it('agrees with a second computation written from the description of the model', () => {
		const seen: Record<string, number> = {};
		const note = (what: string) => (seen[what] = (seen[what] ?? 0) + 1);
		fc.assert(
			fc.property(anyProfile, (claims) => {
				const score = rate(claims);
				const naive = naiveScore(claims);
				expect(criterionPoints(score)).toEqual(naive.criteria);
				expect({ points: score.points, stars: score.stars }).toEqual({
					points: naive.points,
					stars: naive.stars,
				});
				note(score.stars === null ? 'unrated' : 'rated');
				for (const key of CRITERIA) if (criterionOf(score, key).points > 0) note(key);
			}),
			{ numRuns: 3000 },
		);
		for (const what of ['unrated', 'rated', ...CRITERIA])
			expect([what, (seen[what] ?? 0) > 50]).toEqual([what, true]);
	});

	it('is computed by models that the schema accepts', () => {
		fc.assert(
			fc.property(anyModel, (model) => {
				expect(WeightingModel.parse(model)).toEqual(model);
			}),
		);
	});

	it('stays within 0 and 10,000, and its stars within 10 and 50 or none', () => {
		fc.assert(
			fc.property(anyProfile, anyModel, fc.boolean(), (claims, model, identityAttested) => {
				const score = scoreProfile(
					{ claims, identityAttested, competencies: COMPETENCIES },
					model,
					RATING_DATE,
				);
				expect(score.points).toBeGreaterThanOrEqual(0);
				expect(score.points).toBeLessThanOrEqual(10_000);
				expect(Number.isInteger(score.points)).toBe(true);
				const grounded = elementPoints(score, 'experience') + elementPoints(score, 'academic') > 0;
				expect(score.stars !== null).toBe(identityAttested && grounded);
				if (score.stars === null) return;
				expect(score.stars).toBeGreaterThanOrEqual(10);
				expect(score.stars).toBeLessThanOrEqual(50);
			}),
		);
	});

	it('never falls when an accepted claim is added, under any valid model', () => {
		const total = (claims: AcceptedClaim[], model: WeightingModel, competencies: CompetencyFacts) =>
			scoreProfile({ claims, identityAttested: true, competencies }, model, RATING_DATE);
		fc.assert(
			fc.property(anyProfile, anyClaim, fc.oneof(fc.constant(SHM_V1), anyModel), (claims, further, model) => {
				const before = total(claims, model, COMPETENCIES);
				const after = total([...claims, further], model, COMPETENCIES);
				expect(after.points).toBeGreaterThanOrEqual(before.points);
				expect(after.stars ?? 0).toBeGreaterThanOrEqual(before.stars ?? 0);
			}),
			{ numRuns: 3000 },
		);
	});

	it('does not depend on the order of the claims, down to the last line', () => {
		const shuffled = anyProfile.chain((claims) =>
			fc.tuple(
				fc.constant(claims),
				fc.shuffledSubarray(claims, { minLength: claims.length, maxLength: claims.length }),
			),
		);
		fc.assert(
			fc.property(shuffled, ([claims, others]) => {
				const lines = (score: Score) =>
					score.elements.flatMap((element) =>
						element.criteria.map(({ key, points, claims: list }) => ({
							key,
							points,
							list: list.toSorted((a, b) => (a.claimId < b.claimId ? -1 : 1)),
						})),
					);
				expect(rate(others).points).toBe(rate(claims).points);
				expect(lines(rate(others))).toEqual(lines(rate(claims)));
			}),
			{ numRuns: 500 },
		);
	});

	it('does not rise in experience, studies or certificates when a claim is repeated', () => {
		fc.assert(
			fc.property(anyProfile, fc.nat(), fc.uuid(), (claims, at, id) => {
				fc.pre(claims.length > 0);
				const repeated = { ...claims[at % claims.length]!, id };
				const [before, after] = [rate(claims), rate([...claims, repeated])];
				for (const key of ['experience', 'academic', 'certification'] as const) {
					expect(elementPoints(after, key)).toBe(elementPoints(before, key));
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('names every claim, and its lines add up to the points of the criterion', () => {
		fc.assert(
			fc.property(anyProfile, (claims) => {
				const criteria = rate(claims).elements.flatMap((element) => element.criteria);
				const named = new Set(criteria.flatMap((criterion) => criterion.claims.map((line) => line.claimId)));
				expect(named).toEqual(new Set(claims.map(({ id }) => id)));
				for (const { points, cap, claims: lines } of criteria) {
					expect(points).toBeLessThanOrEqual(cap);
					expect(lines.some((line) => line.counted)).toBe(points > 0);
					if (lines.some((line) => line.counted && line.points === undefined)) continue;
					expect(lines.reduce((total, line) => total + (line.points ?? 0), 0)).toBe(points);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('never fails, whatever the data are', () => {
		const kinds = fc.constantFrom<AcceptedClaim['kind']>(
			'experience',
			'education',
			'certification',
			'training',
		);
		const keys = fc.constantFrom(
			'area',
			'level',
			'from',
			'to',
			'field',
			'standard',
			'validUntil',
			'type',
			'hours',
		);
		const data = fc.oneof(fc.anything(), fc.dictionary(keys, fc.anything()));
		fc.assert(
			fc.property(fc.array(fc.record({ id: fc.string(), kind: kinds, data })), (claims) => {
				expect(rate(claims).points).toBeGreaterThanOrEqual(0);
			}),
			{ numRuns: 500 },
		);
	});
});
