import type { Command } from 'commander';
import { withApplication } from './application.ts';

/** `migrate` and `worker`. */
export function serviceCommands(program: Command): void {
	program
		.command('migrate')
		.description('lleva la base de datos a la versión de este programa; no hace nada si ya lo está')
		.action(() => withApplication(async () => console.log('La base de datos está al día.')));

	program
		.command('worker')
		.description('atiende el trabajo en segundo plano hasta que se le detiene (Ctrl-C)')
		.action(() =>
			withApplication(
				async () => {
					console.log('Trabajador en marcha.');
					await new Promise<void>((stop) => {
						process.once('SIGINT', () => stop());
						process.once('SIGTERM', () => stop());
					});
				},
				{ work: true },
			),
		);
}
