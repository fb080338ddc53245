import { describe, expect, it } from 'vitest';
import type { Workload } from './read-workload.server.ts';
import { ASSUMED, type SimulatedFigures } from './simulation.ts';
import { workloadView } from './workload-words.ts';

const TERMS = { answer: 5, target: 3 };
const DAY = { day: '2026-11-18', received: 0, answered: 0 };
const EMPTY: Workload = {
	days: [DAY],
	decided: 0,
	withinTarget: null,
	withinAnswer: null,
	open: 0,
	paused: 0,
	perDay: 0,
	forecast: { overdue: 0, late: 0, days: [{ day: '2026-11-18', due: 0, late: 0 }], laterDue: 0 },
	attention: { cases: 0, medianMinutes: null, p90Minutes: null },
	reviewers: [],
	outlook: { lines: [], days: 120, assumptions: ASSUMED, measured: false },
};
const same = (mean: number) => ({ mean, low: mean, high: mean });
const FIGURES: SimulatedFigures = {
	arrived: same(100),
	answered: same(100),
	open: same(0),
	withinTarget: same(0.9),
	withinAnswer: { mean: 0.97, low: 0.95, high: 0.99 },
	meanDays: same(1.25),
	p95Days: same(4),
	longestQueue: same(12),
	utilisation: same(0.3),
};

/** All that the page would show, as one text. */
const textOf = (workload: Workload) => JSON.stringify(workloadView(workload, TERMS));

describe('the words of a workload', () => {
	it('say so where there is nothing yet, instead of figures that are none', () => {
		const text = textOf(EMPTY);
		expect(text).not.toMatch(/NaN|undefined|Infinity/);
		expect(text).toContain('No hay cédulas abiertas');
		expect(text).toContain('No se ha emitido ningún dictamen desde el 18 de noviembre de 2026');
		expect(text).toContain('Todavía no hay tiempos');
	});

	it.each([
		[{ overdue: 0, late: 0 }, 4.25, 'Al ritmo de hoy (4.3 al día), todo lo abierto se contesta a tiempo.'],
		[{ overdue: 0, late: 12 }, 4, 'Al ritmo de hoy (4 al día), 12 cédulas vencerán sin respuesta.'],
		[{ overdue: 1, late: 1 }, 4, '1 cédula vencerá sin respuesta. 1 cédula ya venció.'],
		[{ overdue: 2, late: 0 }, 4, 'lo demás se contesta a tiempo. 2 cédulas ya vencieron.'],
		[
			{ overdue: 0, late: 3 },
			0,
			'no se contestó ninguna cédula; si sigue así, 3 cédulas vencerán sin respuesta.',
		],
	])('tell first whether deadlines hold: %j at %s a day', (late, perDay, words) => {
		const forecast = { ...EMPTY.forecast, ...late };
		expect(workloadView({ ...EMPTY, open: 20, perDay, forecast }, TERMS).lead).toContain(words);
	});

	it('tell shares, times and the outlook with its basis', () => {
		const view = workloadView(
			{
				...EMPTY,
				decided: 40,
				withinTarget: 0.75,
				withinAnswer: 1,
				attention: { cases: 40, medianMinutes: 11.26, p90Minutes: 25 },
				outlook: {
					...EMPTY.outlook,
					lines: [
						{ reviewers: 1, times: 1, figures: FIGURES },
						{ reviewers: 2, times: 2, figures: FIGURES },
					],
				},
			},
			TERMS,
		);
		expect(view.answered).toContain('75 % en 3 días hábiles o menos, y 100 % en 5 o menos');
		expect(view.attention).toContain(
			'la mitad estuvo abierta 11.3 minutos o menos, y nueve de cada diez, 25',
		);
		expect(view.outlook).toEqual([
			{
				who: 'Con 1 persona que valida',
				what: '97 % (95 a 99) en 5 días hábiles o menos; en promedio, 1.3 días hábiles; ocupación, 30 %.',
			},
			expect.objectContaining({ who: 'Con 2 personas que validan y el doble de cédulas' }),
		]);
		expect(view.outlookBasis).toContain('son supuestos');
	});
});
