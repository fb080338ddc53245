import { describe, expect, it } from 'vitest';
import { businessCalendar } from '#lib/institution/calendar.ts';
import { toEpochDay } from '#lib/institution/plain-date.ts';
import { DAY_MINUTES } from './arrivals.ts';
import { draws } from './draws.ts';
import type { Shift } from './shift.ts';
import type { Look, SimulatedCase } from './simulated-case.ts';
import { simulateQueue } from './simulate-queue.ts';
import type { QueueRules } from './simulation.ts';

const RULES: QueueRules = {
	answer: 5,
	target: 3,
	correction: 10,
	cutOff: '18:00',
	calendar: businessCalendar([]),
};
/** Monday */
const FIRST = toEpochDay('2026-01-05');
const ALWAYS: Shift = { opens: 0, closes: DAY_MINUTES, works: () => true };
const OFFICE: Shift = { opens: 540, closes: 1020, works: (day) => ![0, 6].includes((day + 4) % 7) };

const at = (day: number, time: string) =>
	(FIRST + day) * DAY_MINUTES + Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const decided = (minutes: number): Look[] => [{ minutes, answeredAfter: null }];
const returned = (minutes: number, days: number): Look[] => [
	{ minutes, answeredAfter: days * DAY_MINUTES },
	...decided(5),
];
const aCase = (sentAt: number, looks: Look[] = decided(10)): SimulatedCase => ({
	at: sentAt,
	looks,
	counted: true,
});
const run = (cases: SimulatedCase[], shifts = [OFFICE], lastDay = FIRST + 60) =>
	simulateQueue(cases, shifts, RULES, lastDay);

describe('against queueing theory, mean wait in minutes', () => {
	const CASES = 100_000;
	const SERVICE = 8;

	/** Arrivals and service of the textbook, day and night. */
	function meanWait(reviewers: number, load: number, spread: number): number {
		const chance = draws(`theory ${reviewers} ${load} ${spread}`);
		let instant = FIRST * DAY_MINUTES;
		const cases = Array.from({ length: CASES }, () => {
			instant += chance.exponential(SERVICE / (reviewers * load));
			return aCase(instant, decided(chance.duration(SERVICE, spread)));
		});
		const shifts = Array.from({ length: reviewers }, () => ALWAYS);
		const { waitedMinutes, daysTaken } = run(cases, shifts, Math.ceil(instant / DAY_MINUTES) + 30);
		expect(daysTaken.filter((days) => days === null)).toHaveLength(0);
		return waitedMinutes / CASES;
	}

	it('is that of M/M/1', () => {
		const theory = (0.7 / (1 - 0.7)) * SERVICE;
		expect(meanWait(1, 0.7, 1) / theory).toBeCloseTo(1, 1);
	});

	it('is half of that where the service always takes the same (M/D/1)', () => {
		const theory = ((0.7 / (1 - 0.7)) * SERVICE) / 2;
		expect(meanWait(1, 0.7, 0) / theory).toBeCloseTo(1, 1);
	});

	it('is that of Pollaczek and Khinchine for a service of other spread (M/G/1)', () => {
		const theory = ((0.6 / (1 - 0.6)) * SERVICE * (1 + 0.7 ** 2)) / 2;
		expect(meanWait(1, 0.6, 0.7) / theory).toBeCloseTo(1, 1);
	});

	it('is that of Erlang with two reviewers (M/M/2)', () => {
		const load = 0.7;
		const waits = (2 * load ** 2) / (1 + load);
		const theory = (waits * SERVICE) / (2 * (1 - load));
		expect(meanWait(2, load, 1) / theory).toBeCloseTo(1, 1);
	});
});

describe('the days that a case takes', () => {
	it('are none when it is answered on the day of receipt', () => {
		expect(run([aCase(at(0, '10:00'))]).daysTaken).toEqual([0]);
	});

	it('do not count the evening after the cut-off', () => {
		expect(run([aCase(at(0, '18:30'))]).daysTaken).toEqual([0]);
	});

	it('do not count a weekend', () => {
		expect(run([aCase(at(5, '12:00'))]).daysTaken).toEqual([0]);
		expect(run([aCase(at(4, '17:30'))]).daysTaken).toEqual([1]);
	});

	it('grow with what lies before it', () => {
		const long = Array.from({ length: 4 }, () => aCase(at(0, '09:00'), decided(480)));
		expect(run(long).daysTaken).toEqual([0, 1, 2, 3]);
	});

	it('stand still while the person answers', () => {
		expect(run([aCase(at(0, '10:00'), returned(10, 3))]).daysTaken).toEqual([0]);
	});

	it('go on by themselves when the period to answer is over', () => {
		const { daysTaken, waitedMinutes } = run([aCase(at(0, '10:00'), returned(10, 50))]);
		expect(daysTaken).toEqual([1]);
		expect(waitedMinutes).toBe(9 * 60);
	});
});

describe('the order of the queue', () => {
	it('is that of the due dates', () => {
		const urgent = { ...aCase(at(0, '09:30'), decided(480)), dueOn: FIRST };
		const cases = [aCase(at(0, '09:00'), decided(60)), aCase(at(0, '09:10'), decided(480)), urgent];
		expect(run(cases).daysTaken).toEqual([0, 2, 6]);
	});

	it('gives a returned case back to whoever returned it, before what falls due earlier', () => {
		const cases = [
			aCase(at(0, '09:00'), returned(10, 1)),
			aCase(at(0, '09:20'), decided(480 + 460)),
			aCase(at(1, '09:05'), decided(480)),
		];
		const { daysTaken } = run(cases);
		expect(daysTaken[0]).toBe(1);
		expect(daysTaken[2]).toBe(2);
	});

	it('keeps a returned case for its reviewer while another has time', () => {
		const away: Shift = { ...OFFICE, works: (day) => OFFICE.works(day) && day !== FIRST + 1 };
		const { daysTaken } = run([aCase(at(0, '10:00'), returned(10, 1))], [away, OFFICE]);
		expect(daysTaken).toEqual([1]);
	});
});

it('leaves nothing out: what arrived is answered or open', () => {
	const chance = draws('conservation');
	const cases = Array.from({ length: 3000 }, (_, index) =>
		aCase(at(Math.floor(index / 60), '09:00') + chance.unit() * 600, returned(15, chance.exponential(5))),
	);
	const { daysTaken, busyMinutes } = run(cases, [OFFICE, OFFICE], FIRST + 30);
	const answered = daysTaken.filter((days) => days !== null).length;
	expect(answered).toBeGreaterThan(500);
	expect(answered).toBeLessThan(1500);
	expect(busyMinutes).toBeLessThanOrEqual(2 * 23 * 480 + 30);
	expect(run(cases, [OFFICE, OFFICE], FIRST + 400).daysTaken).not.toContain(null);
});

it('does nothing with nothing', () => {
	expect(run([])).toEqual({ daysTaken: [], longestQueue: 0, busyMinutes: 0, waitedMinutes: 0 });
});
