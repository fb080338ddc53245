import { describe, expect, it } from 'vitest';
import { businessCalendar } from '#lib/institution/calendar.ts';
import { simulatePeriod, simulatePeriods, summarise } from './simulate-periods.ts';
import { ASSUMED, type QueueRules, type Scenario } from './simulation.ts';

const RULES: QueueRules = {
	answer: 5,
	target: 3,
	correction: 10,
	cutOff: '18:00',
	calendar: businessCalendar([]),
};
const YEAR: Scenario = { reviewers: 2, perYear: 2000, assumptions: ASSUMED, from: '2026-01-01', days: 365 };
const SEEDS = ['a', 'b', 'c', 'd', 'e'];

describe('a simulated year', () => {
	it('is the same for the same seed and another for another', () => {
		expect(simulatePeriod(YEAR, RULES, 'a')).toEqual(simulatePeriod(YEAR, RULES, 'a'));
		expect(simulatePeriod(YEAR, RULES, 'a')).not.toEqual(simulatePeriod(YEAR, RULES, 'b'));
	});

	it.each(SEEDS)('has about as many cédulas as were asked for, all accounted for (seed %s)', (seed) => {
		const { arrived, answered, open } = simulatePeriod(YEAR, RULES, seed);
		expect(Math.abs(arrived - 2000)).toBeLessThan(5 * Math.sqrt(2000));
		expect(answered + open).toBe(arrived);
		expect(open).toBe(0);
	});

	// a case kept for whoever returned it may wait for that one while another is free, so that a case in a thousand is later
	it.each([
		['and nothing is returned', { ...ASSUMED, observed: 0 }, 0],
		['and a third is returned', ASSUMED, 0.001],
	])('goes no worse with more reviewers when they get the same cédulas %s', (_, assumptions, slack) => {
		for (const seed of SEEDS.slice(0, 2)) {
			const years = [1, 2, 3].map((reviewers) =>
				simulatePeriod({ ...YEAR, reviewers, assumptions, perYear: 6000 }, RULES, seed),
			);
			for (const [index, year] of years.slice(1).entries()) {
				const fewer = years[index]!;
				expect(year.arrived).toBe(fewer.arrived);
				expect(year.withinAnswer!).toBeGreaterThanOrEqual(fewer.withinAnswer! - slack);
				expect(year.meanDays!).toBeLessThanOrEqual(fewer.meanDays! + slack);
				if (slack === 0) expect(year.longestQueue).toBeLessThanOrEqual(fewer.longestQueue);
				expect(year.utilisation).toBeLessThanOrEqual(fewer.utilisation);
			}
		}
	});

	it('without a cédula has no shares and no days', () => {
		expect(simulatePeriod({ ...YEAR, perYear: 0 }, RULES, 'a')).toEqual({
			arrived: 0,
			answered: 0,
			open: 0,
			withinTarget: null,
			withinAnswer: null,
			meanDays: null,
			p95Days: null,
			longestQueue: 0,
			utilisation: 0,
		});
	});

	it('spends the share of the hours that its cédulas need', () => {
		const plain = { ...ASSUMED, observed: 0, vacation: 0, minutes: 20, hours: 8 };
		const { utilisation, arrived } = simulatePeriod({ ...YEAR, assumptions: plain }, RULES, 'a');
		expect(utilisation).toBeCloseTo((arrived * 20) / (2 * 261 * 480), 2);
	});

	it('is late with one reviewer whose vacations nobody covers, and not without vacations', () => {
		const alone = { ...YEAR, reviewers: 1, perYear: 650 };
		const covered = { ...alone, assumptions: { ...ASSUMED, vacation: 0 } };
		expect(simulatePeriod(alone, RULES, 'a').withinAnswer).toBeLessThan(0.99);
		expect(simulatePeriod(covered, RULES, 'a').withinAnswer).toBe(1);
	});

	it('waits longer in a campaign', () => {
		const quiet = simulatePeriod(YEAR, RULES, 'a');
		const campaign = simulatePeriod({ ...YEAR, burst: { cases: 500, days: 5 } }, RULES, 'a');
		expect(campaign.arrived - quiet.arrived).toBeGreaterThan(400);
		expect(campaign.longestQueue).toBeGreaterThan(quiet.longestQueue + 100);
	});

	it('begins with what is open, without counting it', () => {
		const open = Array.from({ length: 300 }, () => '2026-01-02');
		const busy = simulatePeriod({ ...YEAR, open }, RULES, 'a');
		expect(busy.longestQueue).toBeGreaterThanOrEqual(299);
		expect(busy.answered + busy.open).toBe(busy.arrived);
	});
});

describe('several years', () => {
	it('are summed up by their mean and by what nine of ten keep to', () => {
		const years = [...simulatePeriods(YEAR, RULES, { runs: 11, seed: 'x' })];
		const { arrived, withinAnswer } = summarise(years);
		const sorted = years.map((year) => year.arrived).sort((a, b) => a - b);
		expect(arrived).toEqual({
			mean: sorted.reduce((sum, count) => sum + count, 0) / 11,
			low: sorted[1],
			high: sorted[10],
		});
		expect(withinAnswer!.low).toBeLessThanOrEqual(withinAnswer!.high);
	});

	it('without a cédula have no shares', () => {
		const years = [...simulatePeriods({ ...YEAR, perYear: 0 }, RULES, { runs: 3, seed: 'x' })];
		expect(summarise(years)).toMatchObject({ withinAnswer: null, meanDays: null, arrived: { mean: 0 } });
	});
});
