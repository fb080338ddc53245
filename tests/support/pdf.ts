import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a program on a PDF, whose path stands where the arguments say `$`. @returns what it prints @throws when it fails */
function run(program: string, args: string[], pdf: Uint8Array): string {
	const folder = mkdtempSync(join(tmpdir(), 'shm-pdf-'));
	try {
		const file = join(folder, 'document.pdf');
		writeFileSync(file, pdf);
		return execFileSync(
			program,
			args.map((arg) => (arg === '$' ? file : arg)),
			{ encoding: 'utf8', stdio: 'pipe' },
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** The text of a PDF on one line. */
export function textOf(pdf: Uint8Array): string {
	return run('pdftotext', ['-enc', 'UTF-8', '$', '-'], pdf).replace(/\s+/g, ' ');
}

/** What a PDF says about itself, by the names of `pdfinfo`. */
export function factsOf(pdf: Uint8Array): Record<string, string> {
	const lines = run('pdfinfo', ['$'], pdf).split('\n');
	return Object.fromEntries(
		lines.map((line) => {
			const [name = '', ...value] = line.split(':');
			return [name.trim(), value.join(':').trim()];
		}),
	);
}

/** Its structure tags, one a line. */
export function tagsOf(pdf: Uint8Array): string {
	return run('pdfinfo', ['-struct-text', '$'], pdf);
}

/** Its objects as JSON. @throws when the file is not sound */
export function objectsOf(pdf: Uint8Array): string {
	run('qpdf', ['--check', '$'], pdf);
	return run('qpdf', ['--json', '$'], pdf);
}
