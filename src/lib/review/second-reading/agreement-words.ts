import { KIND_WORDS } from '#lib/cedula/answer-words.ts';
import { formatDateShort, formatMonth } from '#lib/institution/plain-date.ts';
import { percentText } from '../workload/simulation-words.ts';
import { DECISION_LABELS, VERDICTS } from '../review.ts';
import { agreementOf, ENOUGH_PAIRS, pairsOf, type Agreement, type AgreementTable } from './agreement.ts';
import type { OpenReading } from './agreement-store.server.ts';
import type { AgreementReport } from './read-agreement.server.ts';
import { REREADING_LABELS } from './rereading.ts';

/** A report in words: what its page shows. */
export type AgreementView = ReturnType<typeof agreementView>;

/** Bands of Landis and Koch (Biometrics 33, 1977, p. 165), each with the largest kappa that belongs to it. */
const BANDS: readonly (readonly [upTo: number, words: string])[] = [
	[0, 'No mayor que por azar'],
	[0.2, 'Leve'],
	[0.4, 'Aceptable'],
	[0.6, 'Moderada'],
	[0.8, 'Considerable'],
	[1, 'Casi perfecta'],
];

/** How strong an agreement is called. */
export function bandOf(kappa: number): string {
	return BANDS.find(([upTo]) => kappa <= upTo)?.[1] ?? BANDS.at(-1)![1];
}

/** Puts a report into words; where the data do not say anything yet, so does this. @param today decides what may go on */
export function agreementView(report: AgreementReport, today: string) {
	const kinds = report.kinds.map(({ kind, table }) => ({ label: KIND_WORDS[kind].many, table }));
	const rows =
		kinds.length > 1 ? [...kinds, { label: 'Todos los renglones', table: together(kinds) }] : kinds;
	return {
		from: report.from,
		to: report.to,
		lead: leadOf(report),
		setting: settingOf(report),
		open: [
			{ label: 'En segunda lectura', figure: String(report.open.second) },
			{ label: 'En tercera lectura', figure: String(report.open.third) },
		],
		summary: rows.map(summaryOf),
		tables: kinds.filter(({ table }) => pairsOf(table) > 0).map(tableView),
		waiting: report.waiting?.map((each) => waitingView(each, today)) ?? null,
	};
}

function leadOf({ from, to, read, disputed }: AgreementReport): string {
	const when = from === to ? `En ${formatMonth(from)}` : `De ${formatMonth(from)} a ${formatMonth(to)}`;
	if (read === 0) return `${when} ninguna cédula tuvo dos lecturas terminadas.`;
	const cases = read === 1 ? 'se leyó 1 cédula dos veces' : `se leyeron ${read} cédulas dos veces`;
	if (disputed === 0) return `${when} ${cases} y las dos lecturas coincidieron siempre.`;
	return `${when} ${cases}; en ${disputed} no coincidieron en algo y se pidió una tercera lectura.`;
}

function settingOf({ sharePercent, fromReviewers, activeReviewers }: AgreementReport): string {
	if (sharePercent === 0) return 'La segunda lectura está apagada en la configuración de la institución.';
	const people = activeReviewers === 1 ? '1 persona revisa' : `${activeReviewers} personas revisan`;
	const rule = `Se elige al azar el ${sharePercent} % de las cédulas cuando revisan al menos ${fromReviewers} personas`;
	const isOn = activeReviewers >= fromReviewers;
	return `${rule}; hoy ${people}, así que está ${isOn ? 'encendida' : 'apagada'}.`;
}

function together(kinds: readonly { table: AgreementTable }[]): AgreementTable {
	return VERDICTS.map((_, first) =>
		VERDICTS.map((__, second) => kinds.reduce((sum, { table }) => sum + (table[first]?.[second] ?? 0), 0)),
	);
}

function summaryOf({ label, table }: { label: string; table: AgreementTable }) {
	const claims = pairsOf(table);
	const same = table.reduce((sum, row, category) => sum + (row[category] ?? 0), 0);
	const found = agreementOf(table);
	return {
		label,
		claims: String(claims),
		same: claims === 0 ? '—' : percentText(same / claims),
		...(found
			? { kappa: decimal(found.kappa), interval: intervalWords(found), meaning: bandOf(found.kappa) }
			: { kappa: '—', interval: '—', meaning: whyUnknown(claims) }),
	};
}

function intervalWords({ interval }: Agreement): string {
	return interval ? `${decimal(interval.from)} a ${decimal(interval.to)}` : 'Coincidieron en todo';
}

function whyUnknown(claims: number): string {
	return claims < ENOUGH_PAIRS
		? `Sin datos suficientes: hacen falta ${ENOUGH_PAIRS} renglones`
		: 'Sin datos suficientes: una lectura decidió todo igual';
}

/** The table of a kind; what nobody decided in either reading has neither row nor column. */
function tableView({ label, table }: { label: string; table: AgreementTable }) {
	const used = VERDICTS.map((_, index) => index).filter(
		(index) =>
			VERDICTS[index] !== 'observed' || table[index]!.some(Boolean) || table.some((row) => row[index]),
	);
	const wordsOf = (index: number) => DECISION_LABELS[VERDICTS[index]!];
	return {
		label,
		columns: [
			{ key: 'first', label: 'Primera lectura' },
			...used.map((index) => ({ key: VERDICTS[index]!, label: `Segunda: ${wordsOf(index)}`, number: true })),
		],
		rows: used.map((first) => ({
			first: wordsOf(first),
			...Object.fromEntries(used.map((second) => [VERDICTS[second]!, String(table[first]![second])])),
		})),
	};
}

function waitingView({ folio, rereading, state, dueOn, readers }: OpenReading, today: string) {
	return {
		folio,
		reading: REREADING_LABELS[rereading],
		due: formatDateShort(dueOn),
		situation: situationOf(state, readers),
		mayEnd: state === 'received' && (readers === 0 || dueOn <= today),
	};
}

function situationOf(state: OpenReading['state'], readers: number): string {
	if (state === 'in_review') return 'Alguien la está leyendo';
	if (state === 'needs_you') return 'Espera la respuesta de la persona';
	if (readers === 0) return 'Nadie más puede leerla';
	return readers === 1
		? 'En la fila; 1 persona puede leerla'
		: `En la fila; ${readers} personas pueden leerla`;
}

function decimal(value: number): string {
	return value.toFixed(2).replace('-0.00', '0.00').replace('-', '−');
}
