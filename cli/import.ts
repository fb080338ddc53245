import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { invalidField, tooLarge } from '#lib/platform/refusal.ts';
import { keepList } from '#lib/roster/keep-list.server.ts';
import { previewList, readImport, type ShownRow } from '#lib/roster/read-import.server.ts';
import { LIST_LIMITS, OUTCOME_WORDS, OUTCOMES, type Counts } from '#lib/roster/roster.ts';
import { runImport, startImport } from '#lib/roster/run-import.server.ts';
import { showProgress } from '../src/demo/progress.ts';
import { withApplication } from './application.ts';

type ImportOptions = { dryRun?: boolean; json?: boolean };

/** `import`: people from a list, as profiles with invitations. */
export function importCommand(program: Command): void {
	program
		.command('import')
		.description(
			'importa personas de una lista en CSV (CURP, nombre, apellidos, correo, municipio): crea perfiles sin cuenta e invita a cada persona por correo. Repetirla con la misma lista no duplica nada',
		)
		.argument('<csv>', 'archivo con la lista')
		.option('--dry-run', 'solo dice qué haría con cada línea')
		.option('--json', 'responde en JSON, en el último renglón')
		.action((path: string, options: ImportOptions) => withApplication(() => importList(path, options)));
}

async function importList(path: string, { dryRun = false, json = false }: ImportOptions): Promise<void> {
	const bytes = await readListFile(path);
	const preview = await previewList(OPERATOR, bytes);
	const id = dryRun ? null : await importNow(basename(path), bytes, preview.total);
	const counts = id ? (await readImport(OPERATOR, id)).counts : preview.counts;
	if (json) {
		const errors = preview.refused.map(({ line, problems }) => ({ line, problems }));
		const { total } = preview;
		console.log(JSON.stringify({ import: id, dryRun, total, ...counts, errors }));
		return;
	}
	tellOutcome(counts, preview.refused, dryRun);
}

async function importNow(name: string, bytes: Buffer, total: number): Promise<string> {
	const id = await keepList(OPERATOR, { name, bytes });
	await startImport(OPERATOR, id, { here: true });
	await runImport(id, showProgress('Personas', total));
	return id;
}

function tellOutcome(counts: Counts, refused: readonly ShownRow[], dryRun: boolean): void {
	for (const { line, problems } of refused) console.error(`Línea ${line}. ${problems.join(' ')}`);
	for (const outcome of OUTCOMES) {
		const words = OUTCOME_WORDS[outcome][dryRun ? 'plan' : 'result'];
		if (counts[outcome] > 0) console.log(`${words}: ${counts[outcome]}`);
	}
	if (dryRun) console.log('No se importó nada: fue solo una revisión.');
}

async function readListFile(path: string): Promise<Buffer> {
	const found = await stat(path).catch(() => null);
	if (!found?.isFile()) {
		throw invalidField('csv', 'missing', `No encontramos el archivo ${path}. Revise dónde está.`);
	}
	if (found.size > LIST_LIMITS.sizeBytes) {
		throw tooLarge('El archivo pesa más de 5 MB. Divida la lista en varias e impórtelas una tras otra.');
	}
	return readFile(path);
}
