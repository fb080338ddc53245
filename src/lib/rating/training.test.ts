import { describe, expect, it } from 'vitest';
import { aCourse, criterionOf, linesOf, rate } from '#lib/rating/rating.factory.ts';

const conference = (data: object = {}) =>
	aCourse({ type: 'CONFERENCE', theme: 'HUMAN_DEVELOPMENT', ...data });
const instruction = (data: object = {}) => aCourse({ type: 'INSTRUCTOR', theme: 'OTHER', ...data });
const points = (key: 'T1' | 'T2' | 'T3', ...claims: ReturnType<typeof aCourse>[]) =>
	criterionOf(rate(claims), key).points;

describe('the training window', () => {
	it.each([
		['2023-06-30', 0, 'outside_window'],
		['2023-07-01', 100, 'counted'],
		['2026-06-30', 100, 'counted'],
		['2026-07-01', 0, 'future'],
		['2026-06', 100, 'counted'],
		[undefined, 0, 'incomplete'],
		[null, 0, 'incomplete'],
	])('takes the month of the end: %s earns %i', (to, earned, reason) => {
		const course = aCourse({ to });
		expect(linesOf(rate([course]), 'T1')).toEqual({
			[course.id]: `${earned > 0 ? 'yes' : 'no'} ${reason} ${earned}`,
		});
	});
});

describe('finance courses', () => {
	it('earn by the hour, each up to forty', () => {
		const course = aCourse({ hours: 400 });
		expect(criterionOf(rate([course]), 'T1').claims).toEqual([
			{ claimId: course.id, counted: true, points: 200, amount: 40, reason: 'hours_cap' },
		]);
		expect(points('T1', aCourse({ type: 'DIPLOMA', hours: 40 }))).toBe(200);
	});

	it('stop at the cap', () => {
		const score = rate([35, 35, 35, 35, 35].map((hours) => aCourse({ hours })));
		expect(criterionOf(score, 'T1').claims.map((line) => `${line.reason} ${line.points}`)).toEqual([
			'counted 175',
			'counted 175',
			'counted 175',
			'over_cap 75',
			'over_cap 0',
		]);
	});

	it.each([undefined, null, 0, -8, NaN, Infinity, '20', 0.5])('earn nothing for %j hours', (hours) => {
		const course = aCourse({ hours });
		expect(linesOf(rate([course]), 'T1')).toEqual({ [course.id]: 'no incomplete 0' });
	});

	it('count whole hours', () => {
		expect(points('T1', aCourse({ hours: 1.9 }))).toBe(5);
	});

	it('of another theme or of no known type add nothing', () => {
		const [other, untold, unknown] = [
			aCourse({ theme: 'OTHER' }),
			aCourse({ theme: undefined }),
			aCourse({ type: 'TALK' }),
		];
		expect(linesOf(rate([other, untold, unknown]), 'T1')).toEqual({
			[other.id]: 'no other_theme 0',
			[untold.id]: 'no incomplete 0',
			[unknown.id]: 'no incomplete 0',
		});
	});
});

describe('conferences and instruction', () => {
	it('earn the same each, up to their caps', () => {
		expect(points('T2', conference(), conference())).toBe(100);
		expect(points('T2', ...Array.from({ length: 7 }, () => conference()))).toBe(300);
		expect(points('T3', instruction({ hours: undefined, theme: undefined }))).toBe(50);
		expect(points('T3', instruction(), instruction(), instruction())).toBe(100);
	});

	it('need the theme of human development for a conference only', () => {
		const talk = conference({ theme: 'FINANCE' });
		expect(linesOf(rate([talk]), 'T2')).toEqual({ [talk.id]: 'no other_theme 0' });
	});
});
