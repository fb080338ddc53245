import { describe, expect, it } from 'vitest';
import { massPlan, registrationTime, type MassWorld } from './mass-plan.ts';
import { massId } from './mass-rows.server.ts';

const world: MassWorld = {
	municipalities: [{ key: '106', label: 'Toluca', population: 910_608 }],
	areas: ['TES', 'CAT'],
	timeZone: 'America/Mexico_City',
	present: new Date('2026-11-20T17:00:00Z'),
	today: '2026-11-20',
};
const plan = (number: number) => massPlan('prueba', number, world);

describe('the plan of a person', () => {
	it('is the same for the same seed and number', () => {
		const facts = ({ choose, ...others }: ReturnType<typeof plan>) => ({ ...others, next: choose.unit() });
		expect(facts(plan(7))).toEqual(facts(plan(7)));
		expect(plan(7).registeredAt).not.toEqual(plan(8).registeredAt);
	});

	it('tells beforehand when somebody registers', () => {
		for (let number = 0; number < 200; number += 1) {
			expect(registrationTime('prueba', number, world)).toBe(plan(number).registeredAt.getTime());
		}
	});

	it('gives ids of their own to people who draw the same', () => {
		const [one, other] = [plan(449_599), plan(612_382)];
		expect(one.choose.unit()).toBe(other.choose.unit());
		expect(one.registeredAt).toEqual(other.registeredAt);
		expect(massId(one, one.registeredAt)).not.toBe(massId(other, other.registeredAt));
	});

	it('gives the same ids each time, in the order of time', () => {
		const ids = () => {
			const { registeredAt, ...drawn } = plan(5);
			return [0, 1, 2].map((minutes) => massId(drawn, new Date(registeredAt.getTime() + minutes * 60_000)));
		};
		expect(ids()).toEqual(ids());
		expect(ids()).toEqual(ids().toSorted());
	});
});
