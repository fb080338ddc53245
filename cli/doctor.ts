import type { Command } from 'commander';
import { OPERATOR } from '#lib/accounts/operator.ts';
import type { PartProblem } from '#lib/evidence/check-parts.server.ts';
import {
	checkStore,
	isWhole,
	type Found,
	type StoreReport,
	type WrongFile,
} from '#lib/evidence/check-store.server.ts';
import type { FilePart } from '#lib/evidence/stored-files.server.ts';
import { masterKeyBesideData } from '#lib/platform/master-key-place.server.ts';
import { withApplication } from './application.ts';

type DoctorOptions = { json?: boolean; removeExtra?: boolean };

const PROBLEMS: Record<PartProblem, string> = {
	missing: 'no está',
	unreadable: 'el disco no deja leerlo',
	no_key: 'no hay llave de la persona',
	wrong_key: 'la llave maestra no abre la llave de la persona',
	altered: 'su contenido cambió o está incompleto',
};

/** `doctor`: exit code 1 when a stored file is missing, damaged or extra. */
export function doctorCommand(program: Command): void {
	program
		.command('doctor')
		.description(
			'comprueba que cada archivo guardado esté, se pueda descifrar y sea el que se recibió, y que no sobre ninguno',
		)
		.option('--remove-extra', 'borra los archivos que sobran; antes, haga un respaldo')
		.option('--json', 'responde en JSON')
		.action((options: DoctorOptions) => withApplication(() => examine(options)));
}

async function examine({ json, removeExtra }: DoctorOptions): Promise<void> {
	const report = await checkStore(OPERATOR, { removeExtra }, json ? undefined : showProgress);
	const warnings = keyWarnings();
	if (json) console.log(JSON.stringify({ ...report, warnings }));
	else {
		for (const line of reportInWords(report)) console.log(line);
		for (const warning of warnings) console.warn(`Aviso: ${warning}`);
	}
	if (!isWhole(report)) process.exitCode = 1;
}

function keyWarnings(): string[] {
	const path = masterKeyBesideData();
	if (!path) return [];
	return [
		`La llave maestra (${path}) está en el mismo disco que los datos: quien se lleve ese disco podrá leerlos. Muévala a otro disco e indique su lugar con MASTER_KEY_FILE.`,
	];
}

function reportInWords(report: StoreReport): string[] {
	const { missing, damaged, extra, removed } = report;
	return [
		`Documentos revisados: ${report.files}.`,
		...group(
			`Documentos a los que les faltan archivos: ${missing.count}. Recupérelos de un respaldo; si no lo hay, pida a la persona que adjunte el documento otra vez.`,
			missing,
			wrongFile,
		),
		...group(
			`Documentos con archivos dañados: ${damaged.count}. Recupere de un respaldo los archivos, o la llave si es lo que falta; si no lo hay, pida a la persona que adjunte el documento otra vez.`,
			damaged,
			wrongFile,
		),
		...group(
			removed > 0
				? `Archivos que sobraban y se borraron: ${removed}.`
				: `Archivos que sobran, porque ningún documento los usa: ${extra.count}. Si no está a medias una restauración, haga un respaldo y bórrelos con «doctor --remove-extra».`,
			extra,
			(key) => key,
		),
		isWhole(report) ? 'Los archivos están en orden.' : 'Hay archivos que atender.',
	];
}

function group<Item>(
	title: string,
	{ count, listed }: Found<Item>,
	inWords: (item: Item) => string,
): string[] {
	if (count === 0) return [];
	const more = count - listed.length;
	return [
		title,
		...listed.map((item) => `  ${inWords(item)}`),
		...(more > 0 ? [`  … y ${more} más; atienda estos y vuelva a comprobar.`] : []),
	];
}

function wrongFile({ evidenceId, problem, parts }: WrongFile): string {
	return `${evidenceId} (${parts.map(partInWords).join(', ')}): ${PROBLEMS[problem]}`;
}

function partInWords(part: FilePart): string {
	if (part === 'copy') return 'copia limpia';
	if (part === 'reading') return 'texto leído';
	return part === 'thumbnail' ? 'miniatura' : part.replace('page-', 'página ');
}

function showProgress(done: number, total: number): void {
	if (!process.stderr.isTTY || (done % 20 !== 0 && done < total)) return;
	process.stderr.write(`\rDocumento ${done} de ${total}${done < total ? '' : '\n'}`);
}
