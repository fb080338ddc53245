import { CsvError, parse } from 'csv-parse/sync';
import { invalidField, tooLarge, wrongType, type Refusal } from '#lib/platform/refusal.ts';
import {
	columnOf,
	COLUMN_LABELS,
	COLUMNS,
	delimiterOf,
	LIST_LIMITS,
	NEEDED_COLUMNS,
	type Column,
} from './roster.ts';

/** A line of a list as written: its number in the file, from 1, and the cells of the columns that we use. */
export type ListRow = { line: number; cells: Partial<Record<Column, string>> };

/** A list as written. */
export type List = { rows: ListRow[]; unusedColumns: string[] };

/** Longest line of a list; what is longer is no list of people. */
const LONGEST_LINE = 10_000;

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Reads a list in the dialects that spreadsheets write: commas, semicolons or tabs; UTF-8 with or without mark,
 * Windows-1252, or UTF-16 with its mark; heads as people write them, in any order.
 * @throws Refusal too_large, wrong_type, or invalid at `file`, in words that say what to do
 */
export function readList(bytes: Uint8Array): List {
	const { text, skipped } = withoutSeparatorLine(decode(bytes));
	const records = recordsOf(text, skipped);
	const [head, ...people] = records;
	if (!head) throw unreadable('El archivo está vacío. Elija el que tiene la lista.');
	const columns = head.cells.map(columnOf);
	refuseColumns(head.cells, columns);
	if (people.length === 0) throw unreadable('La lista no tiene personas, solo los títulos de las columnas.');
	if (people.length > LIST_LIMITS.people) throw tooManyPeople(people.length);
	return {
		rows: people.map(({ line, cells }) => ({ line, cells: usedCells(columns, cells) })),
		unusedColumns: head.cells.filter((name, index) => name !== '' && !columns[index]),
	};
}

function usedCells(columns: readonly (Column | undefined)[], cells: readonly string[]): ListRow['cells'] {
	const used = columns.flatMap((column, index) => (column ? [[column, cells[index] ?? '']] : []));
	return Object.fromEntries(used) as ListRow['cells'];
}

function decode(bytes: Uint8Array): string {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (buffer.length > LIST_LIMITS.sizeBytes) {
		throw tooLarge('El archivo pesa más de 5 MB. Divida la lista en varias e impórtelas una tras otra.');
	}
	const starts = (sign: Buffer) => buffer.subarray(0, sign.length).equals(sign);
	if (starts(ZIP) || starts(OLD_EXCEL)) {
		throw wrongType(
			'Ese archivo es un libro de Excel. Ábralo, elija «Guardar como», tipo «CSV UTF-8», y suba ese archivo.',
		);
	}
	const text = decodeText(buffer);
	if (text.includes('\0'))
		throw wrongType('Ese archivo no es una lista de texto. Guárdelo como CSV y súbalo.');
	return text;
}

function decodeText(buffer: Buffer): string {
	if (buffer[0] === 0xff && buffer[1] === 0xfe) return new TextDecoder('utf-16le').decode(buffer);
	if (buffer[0] === 0xfe && buffer[1] === 0xff) return new TextDecoder('utf-16be').decode(buffer);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
	} catch {
		return new TextDecoder('windows-1252').decode(buffer);
	}
}

/** Excel may write `sep=;` as the first line. */
function withoutSeparatorLine(text: string): { text: string; skipped: number } {
	const separator = /^sep=.\r?\n/i.exec(text)?.[0];
	return separator ? { text: text.slice(separator.length), skipped: 1 } : { text, skipped: 0 };
}

function recordsOf(text: string, skipped: number): { line: number; cells: string[] }[] {
	const firstLine = text.split(/\r?\n|\r/).find((line) => line.trim() !== '') ?? '';
	try {
		const records = parse(text, {
			delimiter: delimiterOf(firstLine),
			relax_column_count: true,
			relax_quotes: true,
			skip_empty_lines: true,
			skip_records_with_empty_values: true,
			trim: true,
			info: true,
			max_record_size: LONGEST_LINE,
		}) as unknown as { record: string[]; info: { lines: number } }[];
		return records.map(({ record, info }) => ({ line: info.lines + skipped, cells: record }));
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const line = Number((error as { lines?: unknown }).lines) + skipped;
		throw unreadable(
			`No pudimos leer el archivo cerca de la línea ${line}: hay comillas sin cerrar o un renglón demasiado largo. Corríjalo y súbalo otra vez.`,
		);
	}
}

function refuseColumns(heads: readonly string[], columns: readonly (Column | undefined)[]): void {
	const missing = NEEDED_COLUMNS.filter((column) => !columns.includes(column));
	const names = (list: readonly Column[]) => list.map((column) => `«${COLUMN_LABELS[column]}»`).join(', ');
	if (missing.length > 0) {
		const found = heads.filter((name) => name !== '').slice(0, 20);
		throw unreadable(
			`El primer renglón debe llevar los títulos de las columnas, y ${missing.length === 1 ? 'falta' : 'faltan'} ${names(missing)}. Encontramos: ${found.join(', ').slice(0, 300)}.`,
		);
	}
	const repeated = COLUMNS.filter((column) => columns.filter((each) => each === column).length > 1);
	if (repeated.length > 0) {
		throw unreadable(`Hay más de una columna ${names(repeated)}. Deje una sola y suba el archivo otra vez.`);
	}
}

function unreadable(message: string): Refusal {
	return invalidField('file', 'unreadable', message);
}

function tooManyPeople(people: number): Refusal {
	const most = LIST_LIMITS.people.toLocaleString('es-MX');
	return unreadable(
		`La lista tiene ${people.toLocaleString('es-MX')} personas y se importan como máximo ${most} a la vez. Divídala en varias.`,
	);
}
