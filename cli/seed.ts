import { InvalidArgumentError, type Command } from 'commander';
import { showProgress } from '../src/demo/progress.ts';
import { seedMass } from '../src/demo/seed-mass.server.ts';
import { readInput, withApplication } from './application.ts';

type SeedOptions = { profiles: number; seed: string; password?: boolean };

const MOST_PROFILES = 4_000_000;

/** `seed`: invented people for measuring, never among real ones. */
export function seedCommand(program: Command): void {
	program
		.command('seed')
		.description(
			'agrega personas inventadas para medir con muchos datos: perfiles, cédulas, dictámenes y banco; los documentos constan, pero sin archivo. Repetirla con la misma semilla solo agrega lo que falte',
		)
		.requiredOption('--profiles <cuántas>', 'cuántas personas debe haber de esta semilla', wholeNumber)
		.option('--seed <semilla>', 'texto del que salen: con el mismo, las mismas personas', 'shm')
		.option('--password', 'lee de la entrada estándar una contraseña con la que todas puedan entrar')
		.action((options: SeedOptions) =>
			withApplication(async () => {
				const password = options.password ? await readInput() : undefined;
				const bar = showProgress('Personas', options.profiles);
				const added = await seedMass({ ...options, password }, bar);
				console.log(`Se agregaron ${added} personas inventadas.`);
			}),
		);
}

function wholeNumber(text: string): number {
	const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
	if (number < 1 || number > MOST_PROFILES) {
		throw new InvalidArgumentError(`Se espera un número entero de 1 a ${MOST_PROFILES}.`);
	}
	return number;
}
