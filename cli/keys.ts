import type { Command } from 'commander';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { rotateMasterKey, type Rotation } from '#lib/accounts/rotate-master-key.server.ts';
import { withApplication } from './application.ts';

type RotateOptions = { toFile?: string; json?: boolean };

/** `keys rotate`: another master key, with the service stopped. */
export function keyCommands(program: Command): void {
	program
		.command('keys')
		.description('llave maestra de la instalación')
		.command('rotate')
		.description(
			'cambia la llave maestra por otra nueva; lo guardado sigue legible. Antes, detenga el servicio y haga un respaldo',
		)
		.option(
			'--to-file <archivo>',
			'deja la llave nueva en ese archivo, o toma la que ya esté ahí; hace falta si la actual viene de MASTER_KEY',
		)
		.option('--json', 'responde en JSON')
		.action((options: RotateOptions) => withApplication(() => rotate(options), { alone: true }));
}

async function rotate({ toFile, json }: RotateOptions): Promise<void> {
	const done = await rotateMasterKey(OPERATOR, { toFile }, json ? undefined : showProgress);
	if (process.stderr.isTTY && !json) process.stderr.write('\n');
	if (json) console.log(JSON.stringify(done));
	else for (const line of inWords(done)) console.log(line);
}

function inWords({ generation, people, file, isInPlace }: Rotation): string[] {
	return [
		`La llave maestra cambió (es la número ${generation}); las llaves de ${people} personas ya dependen de la nueva.`,
		isInPlace
			? `La nueva está en ${file}, en el lugar de la anterior.`
			: `La nueva está en ${file}. Antes de arrancar el servicio ponga MASTER_KEY_FILE=${file}, o MASTER_KEY con su contenido.`,
		'Guarde una copia de la nueva fuera del servidor y haga ahora un respaldo.',
		'Destruya la anterior: sus copias, y la que haya en MASTER_KEY o en su gestor de secretos. Los respaldos de antes la contienen y solo con ella se leen: bórrelos a más tardar en 30 días.',
	];
}

function showProgress(people: number): void {
	if (process.stderr.isTTY) process.stderr.write(`\rLlaves de personas: ${people}`);
}
