import { confinedProcesses } from './confined-processes.server.ts';
import type { Printable } from './printable.ts';
import { unavailable } from './refusal.ts';
import type { TypesettingTask, Typeset } from './typst-process.server.ts';

const ask = confinedProcesses<TypesettingTask, Typeset>({
	entry: 'src/lib/platform/typst-process.server.ts',
	most: 1,
	stepMs: 10_000,
	taskMs: 10_000,
	largestRssBytes: 500_000_000,
	tiredRssBytes: 300_000_000,
	tiredTasks: 1000,
	idleMs: 30_000,
});

const AWAY =
	'No se pudo hacer el PDF en este momento. Vuelva a intentarlo en un minuto, o imprima la página desde su navegador.';

/**
 * Makes a document that declares PDF/A-2a, tagged, from a template (`*.typ`, by its path in `src/lib`).
 * The template reads `data` as JSON, where text is text whatever it looks like; the same data give the same document.
 * @param pictures SVG of ours, by name; never anything that a person sent
 * @throws Refusal unavailable when it took too long or too much memory, or cannot be done on this kind of machine
 */
export async function renderPdf(
	template: string,
	data: { [key: string]: Printable },
	pictures: Record<string, string> = {},
): Promise<Uint8Array> {
	const typeset = await ask({ template, data, pictures });
	if (!typeset?.pdf) throw unavailable(AWAY);
	return new Uint8Array(typeset.pdf);
}
