import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkInstitution } from './load-institution.server.ts';

/** A copy of the institution's folder, named `prueba`, that tests spoil one file at a time; `remove` it at the end. */
export function testFolder() {
	const root = mkdtempSync(join(tmpdir(), 'institution-'));
	cpSync('instances/edomex', join(root, 'instances/prueba'), { recursive: true });
	cpSync('src/lib/ui/tokens.css', join(root, 'src/lib/ui/tokens.css'));
	const path = (file: string) => join(root, 'instances/prueba', file);

	/** Errors of the folder while one of its files has other text. */
	function errorsWith(file: string, edit: (text: string) => string | Buffer): string[] {
		const before = readFileSync(path(file), 'utf8');
		const after = edit(before);
		if (after === before) throw new Error(`${file} was not changed`);
		writeFileSync(path(file), after);
		try {
			return checkInstitution('prueba', { root }).errors;
		} finally {
			writeFileSync(path(file), before);
		}
	}

	/** The same for a JSON file, edited as a value. */
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- files of every shape are bent in the tests
	function errorsWithJson(file: string, edit: (value: any) => unknown): string[] {
		return errorsWith(file, (text) => {
			const value = JSON.parse(text);
			edit(value);
			return JSON.stringify(value);
		});
	}

	/** Errors of the folder without a file or a subfolder. */
	function errorsWithout(file: string): string[] {
		renameSync(path(file), join(root, 'aside'));
		try {
			return checkInstitution('prueba', { root }).errors;
		} finally {
			renameSync(join(root, 'aside'), path(file));
		}
	}

	const remove = () => rmSync(root, { recursive: true });
	return { root, path, errorsWith, errorsWithJson, errorsWithout, remove };
}

/** The error that a file of the copy is expected to give, as the only one. */
export const at = (file: string, problem: string) => [`instances/prueba/${file}: ${problem}`];
