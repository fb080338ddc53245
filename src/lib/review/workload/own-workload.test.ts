import { describe, expect, it } from 'vitest';
import { ownDays } from './own-workload.ts';
import { ownWorkloadView, type OwnSituation } from './own-workload-words.ts';

const QUIET: OwnSituation = { held: [], asked: 0, answered: 0, changed: 0 };
const viewWith = (situation: Partial<OwnSituation>, waiting = 0) =>
	ownWorkloadView(
		{ days: [], decided: { cases: 0, medianMinutes: null }, waiting },
		{ ...QUIET, ...situation },
	);

describe('the days of one’s own work', () => {
	it('are business days; what was done on a day off belongs to the one before', () => {
		const done = [
			{ day: '2026-11-13', decided: 1, returned: 0, minutes: 10 },
			{ day: '2026-11-15', decided: 2, returned: 1, minutes: 5 },
			{ day: '2026-11-18', decided: 0, returned: 1, minutes: 7 },
		];
		expect(ownDays(['2026-11-13', '2026-11-17', '2026-11-18'], done)).toEqual([
			{ day: '2026-11-13', decided: 3, returned: 1, minutes: 15 },
			{ day: '2026-11-17', decided: 0, returned: 0, minutes: 0 },
			{ day: '2026-11-18', decided: 0, returned: 1, minutes: 7 },
		]);
	});
});

describe('one’s own work in words', () => {
	it('begins with what cannot wait', () => {
		expect(viewWith({}).lead).toBe('No tiene nada pendiente.');
		expect(viewWith({ held: [{ urgency: 'later' }] }).lead).toBe('Tiene 1 pendiente.');
		const held = ['overdue', 'today', 'today', 'soon'].map((urgency) => ({
			urgency,
		})) as OwnSituation['held'];
		expect(viewWith({ held }).lead).toBe('Tiene 4 pendientes: 1 ya venció y 2 vencen hoy.');
		expect(viewWith({}, 1).lead).toBe('No tiene nada pendiente. 1 que devolvió espera a la persona.');
		expect(viewWith({}, 2).lead).toContain('2 que devolvió esperan a la persona.');
	});

	it('tells what became of the dictámenes that were appealed', () => {
		const told = (asked: number, answered: number, changed: number) =>
			viewWith({ asked, answered, changed }).appealed;
		expect(told(0, 0, 0)).toBe('Nadie ha pedido una aclaración de un dictamen suyo en este tiempo.');
		expect(told(1, 0, 0)).toBe('Se pidió 1 aclaración de un dictamen suyo; aún no se responde.');
		expect(told(3, 1, 0)).toBe(
			'Se pidieron 3 aclaraciones de dictámenes suyos. Se ha respondido 1. Ninguna cambió el dictamen.',
		);
		expect(told(2, 2, 1)).toBe('Se pidieron 2 aclaraciones de dictámenes suyos. 1 cambió el dictamen.');
		expect(told(1, 1, 0)).toBe('Se pidió 1 aclaración de un dictamen suyo. No cambió el dictamen.');
	});

	it('has figures of the whole time and of each day on which something was done', () => {
		const days = [
			{ day: '2026-11-13', decided: 3, returned: 1, minutes: 75 },
			{ day: '2026-11-17', decided: 0, returned: 0, minutes: 0 },
			{ day: '2026-11-18', decided: 1, returned: 0, minutes: 15 },
		];
		const view = ownWorkloadView({ days, decided: { cases: 4, medianMinutes: 12.34 }, waiting: 0 }, QUIET);
		expect(view.figures.map(({ figure }) => figure)).toEqual(['4', '1', '1.5', '12.3 min']);
		expect(view.days.map(({ decided, hours }) => [decided, hours])).toEqual([
			['1', '0.3'],
			['3', '1.3'],
		]);
		expect(view.chart).toMatchObject({ title: '4 dictámenes en 3 días hábiles, 3 el día que más', most: 3 });
		expect(view.isIdle).toBe(false);
		expect(viewWith({}).isIdle).toBe(true);
	});
});
