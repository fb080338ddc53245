import { findJsonErrorLine } from '#lib/institution/json-syntax.ts';
import type { Problem } from '#lib/platform/refusal.ts';
import { checkModel, WeightingModel } from '#lib/rating/model/model.ts';

/** Largest file of a model that is read, in characters: fifty times what one takes. */
const LONGEST_FILE = 256 * 1024;

/** A model as the text of a file, its parts in the order of the schema: the same model gives the same bytes. */
export function modelFileText(model: WeightingModel): string {
	return `${JSON.stringify(WeightingModel.parse(model), null, '\t')}\n`;
}

/**
 * Reads the text of a file as a model, which becomes a proposal: whatever the file says of approvals was elsewhere.
 * @returns the model, or everything that is wrong with the file, for whoever wrote it
 */
export function readModelFile(
	text: string,
): { model: WeightingModel; problems: [] } | { model: null; problems: Problem[] } {
	if (text.trim() === '')
		return refused('file', 'empty', 'Elija el archivo del modelo o pegue su texto en el recuadro.');
	if (text.length > LONGEST_FILE)
		return refused(
			'text',
			'too_large',
			'Ese texto es demasiado largo para ser un modelo. Revise que sea el archivo correcto.',
		);
	let document: unknown;
	try {
		document = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		return refused(
			'text',
			'not_json',
			`El texto deja de ser JSON en la línea ${findJsonErrorLine(text) ?? 1}. Corríjalo ahí, o descargue un modelo desde esta misma parte y cámbielo.`,
		);
	}
	const checked = checkModel(proposed(document));
	if (checked.model) return checked;
	const problems = checked.problems.map(({ path, message }) => ({
		path: 'text',
		code: 'unsound',
		message: path.length > 0 ? `En ${path.join('.')}: ${message}` : message,
	}));
	return { model: null, problems };
}

function proposed(document: unknown): unknown {
	if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
	return { ...document, status: 'proposed', approvedOn: null };
}

function refused(path: string, code: string, message: string): { model: null; problems: Problem[] } {
	return { model: null, problems: [{ path, code, message }] };
}
