import { dateWords } from '#lib/cedula/answer-words.ts';
import { CLAIM_FIELDS } from '#lib/cedula/claim-fields.ts';
import type { ClaimKind } from '#lib/cedula/claims.ts';
import type { ComparedField } from '#lib/evidence/comparison/compare-document.ts';
import type { Result } from '#lib/evidence/comparison/outcome.ts';
import type { Box } from '#lib/evidence/reading.ts';
import type { CaseEvidence } from './review-case.ts';

/** What was read beside what was declared, in words. */
export type ReadingRow = {
	field: string;
	label: string;
	declared: string;
	/** null when nothing was found */
	found: string | null;
	result: Result;
	page: number;
	/** where on the page; null when nothing is known of its place */
	box: Box | null;
};

/** The reading of a file in words; `open` says that something in it asks for a look. */
export type ReadingView = { summary: string; open: boolean; rows: ReadingRow[] };

/** How a result is called. */
export const RESULT_WORDS: Readonly<Record<Result, string>> = {
	match: 'Coincide',
	mismatch: 'No coincide',
	not_found: 'No encontrado',
};

const COUNTED: Readonly<Record<Result, (count: number) => string>> = {
	match: (count) => (count === 1 ? '1 dato coincide' : `${count} datos coinciden`),
	mismatch: (count) => (count === 1 ? '1 no coincide' : `${count} no coinciden`),
	not_found: (count) => (count === 1 ? '1 no se encontró' : `${count} no se encontraron`),
};
const HOLDER: Readonly<Record<string, string>> = {
	'holder.name': 'Nombre de la persona',
	'holder.curp': 'CURP',
};
const NOT_READ = {
	pending: 'Lectura automática pendiente.',
	failed: 'Este documento no se pudo leer de forma automática; compárelo usted.',
};

/** What a machine read in a file of a claim. It never decides: the words say what was found, not what to do. */
export function readingView(kind: ClaimKind, { readingState, reading }: CaseEvidence): ReadingView {
	if (readingState !== 'done') return { summary: NOT_READ[readingState], open: false, rows: [] };
	const results = ['match', 'mismatch', 'not_found'] as const;
	const counts = results.map((result) => ({
		result,
		count: reading.filter((row) => row.result === result).length,
	}));
	const said = counts.filter(({ count }) => count > 0).map(({ result, count }) => COUNTED[result](count));
	return {
		summary: `Lectura automática: ${said.join(', ') || 'sin datos que comparar'}`,
		open: reading.some(({ result }) => result === 'mismatch'),
		rows: reading.map((row) => rowOf(kind, row)),
	};
}

function rowOf(kind: ClaimKind, { field, declared, found, result, page, box }: ComparedField): ReadingRow {
	const asked = CLAIM_FIELDS[kind].find(({ name }) => name === field);
	const words = (value: string) => (field === 'hours' ? `${value} horas` : dateWords(value));
	return {
		field,
		label: HOLDER[field] ?? asked?.summary ?? asked?.label ?? field,
		declared: words(declared),
		found: found === null ? null : words(found),
		result,
		page,
		box: box ?? null,
	};
}
