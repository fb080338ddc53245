import { describe, expect, it } from 'vitest';
import { aClaim, aPost, criterionOf, linesOf, rate } from '#lib/rating/rating.factory.ts';

const pointsOf = (posts: ReturnType<typeof aPost>[]) => {
	const score = rate(posts);
	return (['E1', 'E2', 'E3'] as const).map((key) => criterionOf(score, key).points);
};

describe('months of experience', () => {
	it('include the first, the last and the rating month', () => {
		expect(pointsOf([aPost({ level: 'ANALYST', from: '2025-01-31', to: '2025-02-01' })])).toEqual([50, 0, 0]);
		expect(pointsOf([aPost({ level: 'ANALYST', from: '2026-06-15', to: null })])).toEqual([25, 0, 0]);
	});

	it('end with the rating month when the post goes on or ends later', () => {
		expect(pointsOf([aPost({ from: '2026-05', to: null })])).toEqual([50, 0, 0]);
		expect(pointsOf([aPost({ from: '2026-05', to: '2027-12' })])).toEqual([50, 0, 0]);
	});

	it('count once when two posts share them, and the line says so', () => {
		const [long, inside, tail] = [
			aPost({ from: '2020-01', to: '2020-12' }),
			aPost({ from: '2020-03', to: '2020-06' }),
			aPost({ from: '2020-10', to: '2021-02' }),
		];
		const score = rate([tail, inside, long]);
		expect(criterionOf(score, 'E1').points).toBe(14 * 25);
		expect(linesOf(score, 'E1')).toEqual({
			[long.id]: 'yes counted 300',
			[inside.id]: 'no overlap 0',
			[tail.id]: 'yes overlap 50',
		});
	});

	it('of other work shared with a finance post are finance months', () => {
		const [finance, other] = [
			aPost({ from: '2020-01', to: '2020-12' }),
			aPost({ area: 'OTHER', from: '2019-07', to: '2020-06' }),
		];
		const score = rate([finance, other]);
		expect(linesOf(score, 'E1')).toEqual({ [finance.id]: 'yes counted 300', [other.id]: 'no not_finance 0' });
		expect(linesOf(score, 'E2')).toEqual({ [other.id]: 'yes overlap 60' });
	});

	it('of finance beyond eight years are general ones', () => {
		const post = aPost({ from: '2016-07', to: '2026-06' });
		const score = rate([post]);
		expect(criterionOf(score, 'E1')).toMatchObject({
			points: 2400,
			claims: [{ amount: 96, reason: 'over_cap' }],
		});
		expect(linesOf(score, 'E2')).toEqual({ [post.id]: 'yes counted 240' });
	});

	it('beyond the limit of general experience add nothing', () => {
		const [first, second] = [
			aPost({ area: 'OTHER', from: '2010-01', to: '2016-12' }),
			aPost({ area: 'OTHER', from: '2017-01', to: '2017-12' }),
		];
		expect(linesOf(rate([first, second]), 'E2')).toEqual({
			[first.id]: 'yes over_cap 800',
			[second.id]: 'no over_cap 0',
		});
	});
});

describe('a post with missing or wrong data', () => {
	it.each([
		['no area', { area: undefined, from: '2020-01' }],
		['no start', { from: undefined }],
		['an end that is missing, not null', { from: '2020-01', to: undefined }],
		['an end before the start', { from: '2020-02', to: '2020-01' }],
		['a month that does not exist', { from: '2020-13' }],
		['a day that does not exist', { from: '2020-02-30' }],
	])('earns nothing: %s', (_, data) => {
		const post = aPost({ level: 'HEAD', ...data });
		const score = rate([post]);
		expect(score.points).toBe(0);
		expect(linesOf(score, 'E1')).toEqual({ [post.id]: 'no incomplete 0' });
	});

	it.each([null, undefined, 'text', 7, [], { from: {} }])('never fails: %j', (data) => {
		expect(rate([aClaim('experience', data)]).points).toBe(0);
	});

	it('that starts after the rating month waits', () => {
		const [finance, other] = [aPost({ from: '2026-07' }), aPost({ area: 'OTHER', from: '2026-07' })];
		const score = rate([finance, other]);
		expect(linesOf(score, 'E1')).toEqual({ [finance.id]: 'no future 0', [other.id]: 'no not_finance 0' });
		expect(linesOf(score, 'E2')).toEqual({ [other.id]: 'no future 0' });
	});
});

describe('responsibility', () => {
	it('is the highest level held for six months, counting the months above it', () => {
		const [head, coordinator, clerk] = [
			aPost({ level: 'HEAD', from: '2026-03' }),
			aPost({ level: 'COORDINATION', from: '2026-01', to: '2026-02' }),
			aPost({ level: 'OPERATIVE', from: '2020-01', to: '2025-12' }),
		];
		const score = rate([head, coordinator, clerk]);
		expect(criterionOf(score, 'E3').points).toBe(600);
		expect(linesOf(score, 'E3')).toEqual({
			[head.id]: 'yes too_short shared',
			[coordinator.id]: 'yes counted shared',
			[clerk.id]: 'no lower_level 0',
		});
	});

	it('does not count the same month twice', () => {
		const posts = [1, 2, 3].map(() => aPost({ level: 'HEAD', from: '2026-02', to: '2026-06' }));
		expect(pointsOf(posts)).toEqual([125, 0, 0]);
	});

	it('needs finance posts with a known level', () => {
		const [boss, other] = [
			aPost({ level: 'BOSS', from: '2020-01' }),
			aPost({ level: 'HEAD', area: 'OTHER', from: '2020-01' }),
		];
		expect(linesOf(rate([boss, other]), 'E3')).toEqual({ [boss.id]: 'no no_level 0' });
	});
});
