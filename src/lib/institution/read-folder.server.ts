import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findJsonErrorLine } from './json-syntax.ts';

/** What is wrong with a folder: errors stop the start, warnings are told to the administrator. In Spanish, `file: where: what`. */
export type Report = { errors: string[]; warnings: string[] };

/** A folder that is being read: where it is, how its files are named to people, and what was found wrong so far. */
export type FolderReader = { directory: string; shown: string; report: Report };

const spanish = z.locales.es().localeError;

/** Adds an error about a file. */
export function addError(reader: FolderReader, file: string, problem: string): void {
	reader.report.errors.push(`${reader.shown}/${file}: ${problem}`);
}

/** Adds a warning about a file. */
export function addWarning(reader: FolderReader, file: string, problem: string): void {
	reader.report.warnings.push(`${reader.shown}/${file}: ${problem}`);
}

/** Text of a file; without it, an error and nothing. */
export function readText(reader: FolderReader, file: string): string | undefined {
	const path = join(reader.directory, file);
	if (!existsSync(path)) {
		addError(reader, file, 'no existe el archivo');
		return undefined;
	}
	const text = readFileSync(path, 'utf8');
	if (text.includes('\ufffd'))
		addError(reader, file, `línea ${lineOf(text, '\ufffd')}: no está guardado en UTF-8`);
	return text.replace(/^\ufeff/, '');
}

function lineOf(text: string, character: string): number {
	return text.slice(0, text.indexOf(character)).split('\n').length;
}

/** Reads a JSON file with its schema; each thing that is wrong is an error, and then there is no value. */
export function readJson<Schema extends z.ZodType>(
	reader: FolderReader,
	file: string,
	schema: Schema,
): z.output<Schema> | undefined {
	const text = readText(reader, file);
	if (text === undefined) return undefined;
	const line = findJsonErrorLine(text);
	if (line !== undefined) {
		addError(reader, file, `línea ${line}: no es JSON; revise comas, comillas y llaves`);
		return undefined;
	}
	const parsed = schema.safeParse(JSON.parse(text), { error: describe });
	if (parsed.success) return parsed.data;
	for (const issue of parsed.error.issues) addError(reader, file, whereAndWhat(issue));
	return undefined;
}

/** Names of the files of a subfolder that end so, in order; an error when there is none. */
export function listFiles(reader: FolderReader, subfolder: string, extension: string): string[] {
	const directory = join(reader.directory, subfolder);
	const files = existsSync(directory)
		? readdirSync(directory).filter((name) => name.endsWith(extension))
		: [];
	if (files.length === 0) addError(reader, subfolder, `se esperaba al menos un archivo ${extension}`);
	return files.sort();
}

/** Path as `dates[3].date`. */
export function pathText(path: readonly PropertyKey[]): string {
	return path
		.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
		.join('');
}

function whereAndWhat(issue: z.core.$ZodIssue): string {
	const where = pathText(issue.path);
	return where ? `${where}: ${issue.message}` : issue.message;
}

const TYPES: Record<string, string> = {
	string: 'un texto',
	number: 'un número',
	int: 'un número entero',
	boolean: 'true o false',
	array: 'una lista',
	object: 'un objeto',
	record: 'un objeto',
};

/** Words for what zod found, for people who never saw zod. */
function describe(issue: z.core.$ZodRawIssue): string | undefined {
	if (issue.code === 'unrecognized_keys')
		return `no se conoce ${issue.keys?.map((key) => `«${key}»`).join(', ')}`;
	if (issue.code === 'invalid_value') return `se esperaba uno de: ${issue.values?.join(', ')}`;
	if (issue.code === 'invalid_type') {
		const expected = TYPES[issue.expected ?? ''] ?? issue.expected;
		return issue.input === undefined ? `falta; se esperaba ${expected}` : `se esperaba ${expected}`;
	}
	const message = spanish(issue);
	return typeof message === 'string' ? message : message?.message;
}
