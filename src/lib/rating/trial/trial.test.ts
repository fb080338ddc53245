import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPerson, ageGroup, emptyTally, HALF_STARS, type TrialPerson } from './trial.ts';

const mark = fc.record({
	stars: fc.option(fc.integer({ min: 10, max: 50 })),
	points: fc.integer({ min: 0, max: 300 }),
});
const someone = fc.record({
	groups: fc.record({
		municipality: fc.constantFrom('15106', '15033'),
		level: fc.constantFrom('HEAD', ''),
		sex: fc.constantFrom('H', 'M'),
		age: fc.constantFrom('30-39', '60+'),
	}),
	before: mark,
	after: mark,
});
const people = fc
	.array(someone, { maxLength: 60 })
	.map((list) => list.map((each, i): TrialPerson => ({ ...each, folio: `F-${String(i).padStart(3, '0')}` })));

function tallyOf(list: readonly TrialPerson[]) {
	const tally = emptyTally();
	for (const person of list) addPerson(tally, person);
	return tally;
}

describe('the tally of a trial', () => {
	it('is the same in whatever order people come', () => {
		fc.assert(
			fc.property(people, (list) => {
				expect(tallyOf(list.toReversed())).toEqual(tallyOf(list));
			}),
		);
	});

	it('counts everybody once in each dimension and each distribution', () => {
		fc.assert(
			fc.property(people, (list) => {
				const tally = tallyOf(list);
				for (const groups of Object.values(tally.groups)) {
					const sums = Object.values(groups).reduce(
						(sum, each) => [sum[0]! + each.people, sum[1]! + each.change, sum[2]! + each.falls],
						[0, 0, 0],
					);
					expect(sums).toEqual([list.length, tally.all.change, tally.all.falls]);
				}
				for (const distribution of [tally.before, tally.after]) {
					expect(Object.keys(distribution).every((half) => HALF_STARS.includes(Number(half)))).toBe(true);
					expect(Object.values(distribution).reduce((sum, each) => sum + each, 0)).toBe(list.length);
				}
			}),
		);
	});

	it('keeps the twenty who lose most, the worst first', () => {
		fc.assert(
			fc.property(people, (list) => {
				const losses = list
					.map(({ folio, before, after }) => ({ folio, loss: after.points - before.points }))
					.filter(({ loss }) => loss < 0)
					.sort((a, b) => a.loss - b.loss || (a.folio < b.folio ? -1 : 1));
				expect(tallyOf(list).worst.map(({ folio }) => folio)).toEqual(
					losses.slice(0, 20).map(({ folio }) => folio),
				);
			}),
		);
	});

	it('tells a whole star gained or lost from points alone', () => {
		const groups = { municipality: '', level: '', sex: '', age: '' };
		const tally = tallyOf([
			{ folio: 'A', groups, before: { stars: 29, points: 4800 }, after: { stars: 30, points: 4900 } },
			{ folio: 'B', groups, before: { stars: 30, points: 4900 }, after: { stars: 34, points: 5900 } },
			{ folio: 'C', groups, before: { stars: 10, points: 50 }, after: { stars: null, points: 0 } },
		]);
		expect(tally.all).toEqual({ people: 3, rises: 2, falls: 1, gainsStar: 1, losesStar: 1, change: 1050 });
		expect(tally.before).toEqual({ 25: 1, 30: 1, 10: 1 });
		expect(tally.after).toEqual({ 30: 2, 0: 1 });
	});

	it.each([
		[15, '15-29'],
		[29, '15-29'],
		[30, '30-39'],
		[59, '50-59'],
		[60, '60+'],
		[101, '60+'],
	])('puts the age of %i into %s', (age, group) => {
		expect(ageGroup(age)).toBe(group);
	});
});
