import { describe, expect, it } from 'vitest';
import { agreementView, bandOf } from './agreement-words.ts';
import type { AgreementReport } from './read-agreement.server.ts';

const NONE = [
	[0, 0, 0],
	[0, 0, 0],
	[0, 0, 0],
];

const report = (changes: Partial<AgreementReport> = {}): AgreementReport => ({
	from: '2026-01',
	to: '2026-06',
	sharePercent: 10,
	fromReviewers: 3,
	activeReviewers: 3,
	read: 0,
	disputed: 0,
	open: { second: 0, third: 0 },
	kinds: [
		{ kind: 'education', table: NONE },
		{ kind: 'training', table: NONE },
	],
	waiting: null,
	...changes,
});

const view = (changes?: Partial<AgreementReport>) => agreementView(report(changes), '2026-06-15');

describe('the words of an agreement', () => {
	it.each([
		[-0.3, 'No mayor que por azar'],
		[0, 'No mayor que por azar'],
		[0.2, 'Leve'],
		[0.21, 'Aceptable'],
		[0.41, 'Moderada'],
		[0.8, 'Considerable'],
		[0.81, 'Casi perfecta'],
		[1, 'Casi perfecta'],
	])('of %s are %s', (kappa, words) => {
		expect(bandOf(kappa)).toBe(words);
	});

	it('say that the data are not enough, and show no figure that is none', () => {
		const { lead, summary, tables } = view();
		expect(lead).toBe('De enero de 2026 a junio de 2026 ninguna cédula tuvo dos lecturas terminadas.');
		expect(summary).toHaveLength(3);
		expect(summary[0]).toEqual({
			label: 'Formación académica',
			claims: '0',
			same: '—',
			kappa: '—',
			interval: '—',
			meaning: 'Sin datos suficientes: hacen falta 20 renglones',
		});
		expect(tables).toEqual([]);
		expect(JSON.stringify(view())).not.toMatch(/NaN|undefined|Infinity/);
	});

	it('tell that one reading decided everything alike', () => {
		const all = [[40, 0, 0], NONE[1]!, NONE[2]!];
		const { summary } = view({ kinds: [{ kind: 'education', table: all }] });
		expect(summary[0]).toMatchObject({
			same: '100 %',
			kappa: '—',
			meaning: 'Sin datos suficientes: una lectura decidió todo igual',
		});
	});

	it('give kappa with its interval, and the table without what nobody decided', () => {
		const table = [[20, 0, 5], NONE[1]!, [10, 0, 15]];
		const { summary, tables, lead } = view({ kinds: [{ kind: 'training', table }], read: 12, disputed: 4 });
		expect(lead).toContain('se leyeron 12 cédulas dos veces; en 4 no coincidieron');
		expect(summary[0]).toEqual({
			label: 'Capacitación',
			claims: '50',
			same: '70 %',
			kappa: '0.40',
			interval: '0.15 a 0.65',
			meaning: 'Aceptable',
		});
		expect(tables[0]?.columns.map(({ label }) => label)).toEqual([
			'Primera lectura',
			'Segunda: Aceptado',
			'Segunda: Rechazado',
		]);
		expect(tables[0]?.rows).toEqual([
			{ first: 'Aceptado', accepted: '20', rejected: '5' },
			{ first: 'Rechazado', accepted: '10', rejected: '15' },
		]);
	});

	it('tell whether cédulas are drawn now', () => {
		expect(view().setting).toMatch(
			/10 % .* al menos 3 personas; hoy 3 personas revisan, así que está encendida/,
		);
		expect(view({ activeReviewers: 1 }).setting).toMatch(/hoy 1 persona revisa, así que está apagada/);
		expect(view({ sharePercent: 0 }).setting).toMatch(/apagada en la configuración/);
	});

	it('offer to go on without another reading where nobody is left or the day has come', () => {
		const one = {
			folio: 'SHM-2026-000001',
			rereading: 'second',
			state: 'received',
			dueOn: '2026-06-18',
		} as const;
		const waiting = [
			{ ...one, readers: 2 },
			{ ...one, readers: 0 },
			{ ...one, readers: 2, dueOn: '2026-06-15' },
			{ ...one, readers: 0, state: 'in_review' as const },
		];
		expect(view({ waiting }).waiting?.map(({ mayEnd }) => mayEnd)).toEqual([false, true, true, false]);
	});
});
