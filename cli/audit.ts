import type { Command } from 'commander';
import { verifyAudit } from '#lib/audit/verify-audit.server.ts';
import { withApplication } from './application.ts';

/** `audit verify`: exit code 1 when the log was changed, shortened or added to. */
export function auditCommands(program: Command): void {
	program
		.command('audit')
		.description('bitácora de auditoría')
		.command('verify')
		.description('comprueba que ningún asiento fue cambiado, quitado ni añadido por fuera')
		.option('--json', 'responde en JSON')
		.action((options: { json?: boolean }) =>
			withApplication(async () => {
				const report = await verifyAudit(options.json ? undefined : showProgress);
				if (options.json) console.log(JSON.stringify(report));
				else {
					console.log(
						`${report.blocks} bloques, ${report.entries} asientos sellados, ${report.unsealed} por sellar.`,
					);
					for (const problem of report.problems) console.error(problem);
					console.log(
						report.problems.length === 0 ? 'La bitácora está íntegra.' : 'La bitácora fue alterada.',
					);
				}
				if (report.problems.length > 0) process.exitCode = 1;
			}),
		);
}

function showProgress(block: number): void {
	if (process.stderr.isTTY && block % 100 === 0) process.stderr.write(`\rBloque ${block}`);
}
