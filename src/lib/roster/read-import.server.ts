import { authorizeStaffWork, type Authority } from '#lib/accounts/operator.ts';
import { label } from '#lib/institution/catalogues.server.ts';
import { csvText } from '#lib/platform/csv.ts';
import { db } from '#lib/platform/database.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { checkList } from './check-list.server.ts';
import { planRows, type PlannedRow } from './plan-rows.server.ts';
import { readList } from './read-list.server.ts';
import {
	COLUMN_LABELS,
	COLUMNS,
	countOutcomes,
	OUTCOME_WORDS,
	type Column,
	type Counts,
	type Outcome,
} from './roster.ts';
import { getImport, listImports, openFile, outcomesOf, type ImportRow } from './store.server.ts';

/** A line as the preview and the result show it. */
export type ShownRow = {
	line: number;
	curp: string;
	name: string;
	email: string;
	municipality: string;
	outcome: Outcome;
	/** what is wrong, with the name of the column */
	problems: string[];
};

/** An import as its page shows it. */
export type ShownImport = Pick<
	ImportRow,
	'id' | 'fileName' | 'total' | 'done' | 'createdAt' | 'finishedAt'
> & {
	state: 'waiting' | 'running' | 'done';
	/** what would be done with the lines, or what was done */
	counts: Counts;
	unusedColumns: string[];
	/** lines of the page that was asked for */
	rows: ShownRow[];
	/** where the next page begins, null after the last; and the one before, null on the first */
	next: number | null;
	previous: number | null;
	/** the file is gone: only counts are left */
	fileGone: boolean;
};

const PAGE = 100;

/** The lists that were handed over, the newest first. @throws Refusal not_allowed */
export async function readImports(by: Authority) {
	authorizeStaffWork(by, 'roster.import');
	return listImports(db());
}

/**
 * An import with its lines, a page at a time: while it waits, what would be done with each; then what was done.
 * @param asked `outcome` narrows the lines, `from` is the place where the page begins
 * @throws Refusal not_allowed or not_found
 */
export async function readImport(
	by: Authority,
	id: string,
	{ outcome, from = 0 }: { outcome?: Outcome | undefined; from?: number } = {},
): Promise<ShownImport> {
	authorizeStaffWork(by, 'roster.import');
	const { file, actor: _, ...found } = await getImport(db(), id);
	const { rows, unusedColumns } = await rowsOf(file, found);
	const outcomes = file ? rows.map((row) => row.outcome) : [...(await outcomesOf(db(), id)).values()];
	const asked = outcome ? rows.filter((row) => row.outcome === outcome) : rows;
	const state = found.state as ShownImport['state'];
	return {
		...found,
		state,
		counts: countOutcomes(outcomes),
		unusedColumns,
		rows: asked.slice(from, from + PAGE).map(shown),
		next: asked.length > from + PAGE ? from + PAGE : null,
		previous: from > 0 ? Math.max(0, from - PAGE) : null,
		fileGone: file === null,
	};
}

/**
 * What would be done with a list, without keeping it.
 * @throws Refusal not_allowed, too_large, wrong_type, or invalid at `file`
 */
export async function previewList(
	by: Authority,
	bytes: Uint8Array,
): Promise<{ total: number; counts: Counts; refused: ShownRow[] }> {
	authorizeStaffWork(by, 'roster.import');
	const rows = await planRows(db(), checkList(readList(bytes)));
	return {
		total: rows.length,
		counts: countOutcomes(rows.map(({ outcome }) => outcome)),
		refused: rows.filter(({ outcome }) => outcome === 'refused').map(shown),
	};
}

/** The result of an import as a file for a spreadsheet, a line for each of the list. @throws Refusal conflict `file_gone` */
export async function reportImport(by: Authority, id: string): Promise<{ name: string; text: string }> {
	authorizeStaffWork(by, 'roster.import');
	const { file, ...found } = await getImport(db(), id);
	if (!file) throw conflict('file_gone', 'El archivo de esta lista ya se eliminó, y con él el detalle.');
	const { rows } = await rowsOf(file, found);
	const words = found.state === 'done' ? 'result' : 'plan';
	const head = ['Línea', ...COLUMNS.map((column) => COLUMN_LABELS[column]), 'Resultado', 'Qué corregir'];
	const lines = rows.map((row) => [
		row.line,
		...COLUMNS.map((column) => row.cells[column] ?? ''),
		OUTCOME_WORDS[row.outcome][words],
		shown(row).problems.join(' '),
	]);
	return { name: `resultado-${id.slice(-8)}.csv`, text: csvText([head, ...lines]) };
}

/** What was done with the lines that were worked on, and what would be done with the others. */
async function rowsOf(file: Buffer | null, { id, state }: Pick<ImportRow, 'id' | 'state'>) {
	if (!file) return { rows: [], unusedColumns: [] };
	const list = readList(openFile(file));
	const planned = await planRows(db(), checkList(list));
	if (state === 'waiting') return { rows: planned, unusedColumns: list.unusedColumns };
	const done = await outcomesOf(db(), id);
	const rows = planned.map((row): PlannedRow => ({ ...row, outcome: done.get(row.line) ?? row.outcome }));
	return { rows, unusedColumns: list.unusedColumns };
}

function shown({ line, cells, person, problems = [], outcome }: PlannedRow): ShownRow {
	const written = (column: Column) => cells[column] ?? '';
	const name = [written('givenNames'), written('firstSurname'), written('secondSurname')];
	return {
		line,
		curp: person?.curp ?? written('curp'),
		name: name.filter(Boolean).join(' '),
		email: written('email'),
		municipality: person?.municipality
			? label('national-municipalities', person.municipality)
			: written('municipality'),
		outcome,
		problems: problems.map(({ column, message }) => `${COLUMN_LABELS[column]}: ${message}`),
	};
}
