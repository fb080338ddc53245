import type { Command } from 'commander';
import { checkInstitution } from '#lib/institution/load-institution.server.ts';
import { settings } from '#lib/platform/config.server.ts';
import { modelProblems } from '#lib/rating/model/model.ts';

/** `institution check`: everything that is wrong with the institution's folder, by file and key; exit code 1 if anything is. */
export function institutionCommands(program: Command): void {
	program
		.command('institution')
		.description('carpeta de la institución')
		.command('check [nombre]')
		.description('revisa la carpeta instances/<nombre> (la de INSTITUTION si no se dice otra)')
		.action((name: string | undefined) => {
			const report = checkInstitution(name ?? settings().institution, { checkWeighting: modelProblems });
			for (const warning of report.warnings) console.warn(`Aviso: ${warning}`);
			for (const error of report.errors) console.error(error);
			if (report.errors.length > 0) process.exitCode = 1;
			else console.log('La carpeta de la institución está bien.');
		});
}
