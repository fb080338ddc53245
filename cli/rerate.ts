import { InvalidArgumentError, type Command } from 'commander';
import type { Principal } from '#lib/access/access.ts';
import { actFor } from '#lib/accounts/act-for.server.ts';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { readRerating, readRunning, type ReadRerating } from '#lib/rating/rerating/read-reratings.server.ts';
import { reratedIn } from '#lib/rating/rerating/rerating.ts';
import { BATCH, runRerating } from '#lib/rating/rerating/run-rerating.server.ts';
import { startRerating } from '#lib/rating/rerating/start-rerating.server.ts';
import { showProgress } from '../src/demo/progress.ts';
import { withApplication } from './application.ts';

type RerateOptions = { model?: string; by: string; reason?: string; batch: number; json?: boolean };

const LARGEST_BATCH = 5000;

/** `rerate`: everybody again by the model in force, decided by a named administrator; goes on with one that was cut short. */
export function rerateCommand(program: Command): void {
	program
		.command('rerate')
		.description(
			'vuelve a ponderar a todas las personas con el modelo en vigor, por decisión de quien administra; si una reponderación se interrumpió, la continúa donde se quedó',
		)
		.requiredOption('--by <correo>', 'correo de la cuenta de administración que lo decide')
		.option('--model <versión>', 'la versión en vigor, para que no haya duda de con cuál')
		.option('--reason <motivo>', 'por qué; lo lee cada persona en su dictamen')
		.option('--batch <cuántas>', 'personas de cada transacción', batchSize, BATCH)
		.option('--json', 'responde en JSON, en el último renglón')
		.action((options: RerateOptions) => withApplication(() => rerate(options)));
}

async function rerate({ by, batch: size, json, ...asked }: RerateOptions): Promise<void> {
	const admin = await actFor(OPERATOR, by, 'rating.rerate');
	const running = await readRunning(admin);
	if (running) console.error(`Continúa la reponderación que decidió ${running.decidedBy}.`);
	const id = running?.id ?? (await startRerating(admin, { ...asked, confirmed: 'true' }));
	const { total } = await readRerating(admin, id);
	await runRerating(id, { size, onProgress: showProgress('Personas', total) });
	await tellResult(admin, id, json);
}

async function tellResult(admin: Principal, id: string, json?: boolean): Promise<void> {
	const run = await readRerating(admin, id);
	if (json) console.log(JSON.stringify(run));
	else for (const sentence of resultInWords(run)) console.log(sentence);
	if (run.endedBy) process.exitCode = 1;
}

function resultInWords({ kind, model, tally, endedBy }: ReadRerating): string[] {
	const { rises, falls, unchanged, gainsStar, losesStar, passed, own } = tally;
	const how = kind === 'model' ? `nueva con ${model}` : 'nueva, como se les anunció';
	return [
		`${reratedIn(tally)} personas tienen una ponderación ${how}: ${rises} suben, ${falls} bajan y ${unchanged} quedan igual.`,
		`${gainsStar} ganan una estrella entera o más y ${losesStar} la pierden.`,
		...(passed > 0
			? [
					`${passed} ${kind === 'model' ? 'ya tenían un dictamen con ese modelo' : 'no cambian: su aviso ya no se sostiene'}.`,
				]
			: []),
		...(own > 0 ? ['Falta la cédula de quien lo decidió: la repondera otra persona que administre.'] : []),
		...(endedBy ? [`No llegó al final: entró en vigor ${endedBy}. Repondere con ese modelo.`] : []),
	];
}

function batchSize(text: string): number {
	const size = /^\d{1,4}$/.test(text) ? Number(text) : 0;
	if (size >= 1 && size <= LARGEST_BATCH) return size;
	throw new InvalidArgumentError(`Se espera un número entero de 1 a ${LARGEST_BATCH}.`);
}
