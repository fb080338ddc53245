import { InvalidArgumentError, type Command } from 'commander';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { queueRules } from '#lib/review/workload/queue-rules.server.ts';
import { readPace } from '#lib/review/workload/read-workload.server.ts';
import { simulatePeriods, summarise } from '#lib/review/workload/simulate-periods.ts';
import { ASSUMED, type Assumptions, type Scenario } from '#lib/review/workload/simulation.ts';
import { assumptionLines, figureRows } from '#lib/review/workload/simulation-words.ts';
import { ENOUGH_CASES, withMeasured, type Pace } from '#lib/review/workload/workload.ts';
import { showProgress } from '../src/demo/progress.ts';
import { withApplication } from './application.ts';

type SimulateOptions = {
	reviewers?: number;
	perYear?: number;
	perMonth?: number;
	minutes?: number;
	observed?: number;
	hours?: number;
	vacation?: number;
	burst?: number;
	burstDays: number;
	seed: string;
	runs: number;
	measured?: boolean;
	json?: boolean;
};

/** What is shown where nothing is asked: the goals of the first two years and the whole population. */
const USUAL_DEMANDS = [100, 650, 8096];
const USUAL_REVIEWERS = [1, 2];
const YEAR_DAYS = 365;

/** `simulate`: which share is answered in time with so many reviewers and so many cédulas. */
export function simulateCommand(program: Command): void {
	program
		.command('simulate')
		.description(
			'simula un año de la fila de validación, con el calendario y los plazos de la institución: qué parte de las cédulas se contesta a tiempo con tantas personas que validan. Sin opciones muestra 100, 650 y 8,096 cédulas al año, con una y con dos personas',
		)
		.option('--reviewers <cuántas>', 'personas que validan', wholeNumber(1, 100))
		.option('--per-year <cuántas>', 'cédulas que llegan al año', wholeNumber(0, 200_000))
		.option('--per-month <cuántas>', 'cédulas que llegan al mes', wholeNumber(0, 20_000))
		.option('--minutes <minutos>', 'minutos de atención de una cédula la primera vez', aNumber(0.1, 480))
		.option('--observed <porcentaje>', 'cuántas de cada cien regresan con observaciones', aNumber(0, 100))
		.option('--hours <horas>', 'horas del día que cada persona da a validar', aNumber(0.5, 12))
		.option('--vacation <días>', 'días hábiles de vacaciones al año de cada persona', wholeNumber(0, 60))
		.option(
			'--burst <cuántas>',
			'cédulas de más a mitad del año, como en una campaña',
			wholeNumber(1, 100_000),
		)
		.option('--burst-days <días>', 'días hábiles en que llegan las de más', wholeNumber(1, 60), 5)
		.option('--measured', 'usa los tiempos de los últimos 30 días hábiles de esta instalación')
		.option('--seed <semilla>', 'texto del que sale el azar: con el mismo, el mismo resultado', 'shm')
		.option('--runs <veces>', 'años que se simulan de cada caso', wholeNumber(1, 500), 20)
		.option('--json', 'responde en JSON')
		.action((options: SimulateOptions) =>
			options.measured
				? withApplication(async () => answer(options, await readPace(OPERATOR)))
				: answer(options),
		);
}

function answer(options: SimulateOptions, pace?: Pace): void {
	const assumptions = assumptionsOf(options, pace);
	const scenarios = scenariosOf(options, assumptions);
	const rules = queueRules();
	const bar = showProgress('Años simulados', scenarios.length * options.runs);
	let done = 0;
	const answers = scenarios.map((scenario) => {
		const years = simulatePeriods(scenario, rules, options).map((year) => {
			bar(++done);
			return year;
		});
		return { scenario, figures: summarise([...years]) };
	});
	const { runs, seed } = options;
	if (options.json) {
		const listed = answers.map(({ scenario: { reviewers, perYear, burst, from }, figures }) => ({
			...{ reviewers, perYear, burst, from },
			figures,
		}));
		console.log(
			JSON.stringify({ assumptions, measuredCases: pace?.cases ?? null, runs, seed, answers: listed }),
		);
		return;
	}
	printTable(figureRows(answers, rules));
	console.log();
	for (const line of assumptionLines(assumptions, { runs, from: scenarios[0]!.from, rules }))
		console.log(line);
	if (pace) console.log(paceInWords(pace));
}

function assumptionsOf(options: SimulateOptions, pace?: Pace): Assumptions {
	const { minutes, observed, hours, vacation } = options;
	const base = pace ? withMeasured(pace) : ASSUMED;
	return {
		...base,
		...(minutes !== undefined && { minutes, minutesAgain: (base.minutesAgain / base.minutes) * minutes }),
		...(observed !== undefined && { observed: observed / 100 }),
		...(hours !== undefined && { hours }),
		...(vacation !== undefined && { vacation }),
	};
}

function scenariosOf(options: SimulateOptions, assumptions: Assumptions): Scenario[] {
	const { reviewers, perYear, perMonth, burst, burstDays } = options;
	const asked = perYear ?? (perMonth === undefined ? undefined : perMonth * 12);
	const demands = asked === undefined ? USUAL_DEMANDS : [asked];
	const people = reviewers === undefined ? USUAL_REVIEWERS : [reviewers];
	return demands.flatMap((demand) =>
		people.map((each) => ({
			reviewers: each,
			perYear: demand,
			burst: burst === undefined ? undefined : { cases: burst, days: burstDays },
			assumptions,
			from: `${today().slice(0, 4)}-01-01`,
			days: YEAR_DAYS,
		})),
	);
}

function paceInWords({ cases }: Pace): string {
	return cases < ENOUGH_CASES
		? `En los últimos 30 días hábiles hay ${cases} cédulas con tiempos medidos; hacen falta ${ENOUGH_CASES}, así que se usó lo que se supone.`
		: `Los minutos y las observaciones se midieron en ${cases} cédulas de los últimos 30 días hábiles.`;
}

function printTable(rows: readonly string[][]): void {
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	for (const row of rows) console.log(row.map((cell, column) => cell.padStart(widths[column]!)).join('  '));
}

function wholeNumber(least: number, most: number) {
	return (text: string): number => {
		const number = /^\d{1,7}$/.test(text) ? Number(text) : NaN;
		if (number >= least && number <= most) return number;
		throw new InvalidArgumentError(`Se espera un número entero de ${least} a ${most}.`);
	};
}

function aNumber(least: number, most: number) {
	return (text: string): number => {
		const number = /^\d{1,4}(\.\d+)?$/.test(text) ? Number(text) : NaN;
		if (number >= least && number <= most) return number;
		throw new InvalidArgumentError(`Se espera un número de ${least} a ${most}.`);
	};
}
