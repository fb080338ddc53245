import { Command } from 'commander';
import { accountCommands } from './accounts.ts';
import { auditCommands } from './audit.ts';
import { credentialCommands } from './credentials.ts';
import { doctorCommand } from './doctor.ts';
import { importCommand } from './import.ts';
import { institutionCommands } from './institution.ts';
import { keyCommands } from './keys.ts';
import { rerateCommand } from './rerate.ts';
import { seedCommand } from './seed.ts';
import { serviceCommands } from './service.ts';
import { simulateCommand } from './simulate.ts';
import { errorText, helpDefault, helpTitle, helpUsage } from './spanish.ts';

/** The command `shm` with all its verbs (contract.md, "Commands"). */
export function buildProgram(): Command {
	const program = new Command('shm')
		.description('Órdenes del Servicio Hacendario Municipal')
		.configureHelp({
			sortSubcommands: true,
			styleTitle: helpTitle,
			styleUsage: helpUsage,
			styleOptionDescription: helpDefault,
		})
		.configureOutput({ outputError: (text, write) => write(errorText(text)) })
		.helpOption('-h, --help', 'muestra esta ayuda')
		.helpCommand('help [orden]', 'muestra la ayuda de una orden')
		.showHelpAfterError('Use --help para ver cómo se usa.');
	const verbs = [
		serviceCommands,
		accountCommands,
		auditCommands,
		doctorCommand,
		institutionCommands,
		keyCommands,
		credentialCommands,
	];
	for (const add of [...verbs, seedCommand, importCommand, simulateCommand, rerateCommand]) add(program);
	return program;
}
