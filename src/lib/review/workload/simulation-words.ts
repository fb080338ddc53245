import { formatDate, type PlainDate } from '#lib/institution/plain-date.ts';
import type { Assumptions, QueueRules, Range, Scenario, SimulatedFigures } from './simulation.ts';

const WHOLE = new Intl.NumberFormat('es-MX', { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat('es-MX', { maximumFractionDigits: 1 });

/** «8,096». */
export function wholeText(value: number): string {
	return WHOLE.format(value);
}

/** «12.5», «12». */
export function tenthsText(value: number): string {
	return TENTHS.format(value);
}

/**
 * «97 %»; never «100 %» of what is not all, nor «0 %» of what is not none.
 * @param share from 0 to 1
 */
export function percentText(share: number): string {
	const percent = tenthsOfPercent(share);
	if (percent > 99.9 && share < 1) return 'más de 99.9 %';
	if (percent === 0 && share > 0) return 'menos de 0.1 %';
	return `${tenthsText(percent)} %`;
}

/** «97.1 % (95.2 a 98.9)», or only the share where all simulated periods agree. */
export function shareRangeText(range: Range | null): string {
	if (!range) return 'sin cédulas';
	const [low, high] = [range.low, range.high].map((share) =>
		tenthsText(share < 1 ? Math.min(99.9, tenthsOfPercent(share)) : 100),
	);
	return low === high ? percentText(range.mean) : `${percentText(range.mean)} (${low} a ${high})`;
}

function tenthsOfPercent(share: number): number {
	return Math.round(share * 1000) / 10;
}

/** Rows of a table of simulated years, the titles first. */
export function figureRows(
	answers: readonly { scenario: Scenario; figures: SimulatedFigures }[],
	{ target, answer }: Pick<QueueRules, 'target' | 'answer'>,
): string[][] {
	const titles = [
		'Cédulas',
		'Validan',
		`En ${target} días`,
		`En ${answer} días`,
		'Promedio',
		'95 de 100',
		'Fila',
		'Ocupación',
		'Sin contestar',
	];
	return [
		titles,
		...answers.map(({ scenario: { perYear, burst, reviewers }, figures }) => [
			wholeText(perYear + (burst?.cases ?? 0)),
			String(reviewers),
			figures.withinTarget ? percentText(figures.withinTarget.mean) : 'sin cédulas',
			shareRangeText(figures.withinAnswer),
			figures.meanDays ? tenthsText(figures.meanDays.mean) : '–',
			figures.p95Days ? tenthsText(figures.p95Days.mean) : '–',
			wholeText(figures.longestQueue.high),
			percentText(figures.utilisation.mean),
			wholeText(figures.open.mean),
		]),
	];
}

/** What a simulation took for granted, one sentence a line. */
export function assumptionLines(
	assumed: Assumptions,
	{ runs, from, rules }: { runs: number; from: PlainDate; rules: QueueRules },
): string[] {
	const { answer, target, correction } = rules;
	return [
		`Días hábiles sin contar los que esperan a la persona: ${target} es la meta y ${answer} el plazo. Entre paréntesis, lo de nueve de cada diez años simulados.`,
		'«Promedio» y «95 de 100»: días que tarda una cédula, y en los que quedan 95 de cada 100. «Fila»: la más larga. «Sin contestar»: lo que seguía abierto un mes y medio después del año.',
		`Se simularon ${runs} años desde el ${formatDate(from)}. Se supone:`,
		`- Una cédula pide ${tenthsText(assumed.minutes)} minutos de atención la primera vez y ${tenthsText(assumed.minutesAgain)} cada vez que regresa; varían ${percentText(assumed.spread)} alrededor de eso.`,
		`- De cada cien, ${tenthsText(assumed.observed * 100)} regresan con observaciones, y de las que vuelven contestadas, ${tenthsText(assumed.observedAgain * 100)} de cada cien otra vez. La persona tarda ${tenthsText(assumed.daysToAnswer)} días naturales en contestar; a los ${correction} días hábiles se decide sin su respuesta.`,
		`- Cada persona valida ${tenthsText(assumed.hours)} horas de cada día hábil, desde las 9:00, y descansa ${tenthsText(assumed.vacation)} días hábiles al año en dos periodos, sin que nadie la cubra.`,
		'- Las cédulas llegan al azar, la mayoría en horas de oficina; en días inhábiles, pocas.',
	];
}
