import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import sharp from 'sharp';

function run(program: string, args: string[], pdf: Uint8Array): string {
	return output(program, args, pdf).toString('utf8');
}

/** Runs a program on a PDF, whose path stands where the arguments say `$`. @returns what it prints @throws when it fails */
function output(program: string, args: string[], pdf: Uint8Array): Buffer {
	const folder = mkdtempSync(join(tmpdir(), 'shm-pdf-'));
	try {
		const file = join(folder, 'document.pdf');
		writeFileSync(file, pdf);
		return execFileSync(
			program,
			args.map((arg) => (arg === '$' ? file : arg)),
			{ stdio: 'pipe' },
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

/** What the QR code on the last page of a PDF says, as a camera reads it from paper; null when none can be read. */
export async function qrOf(pdf: Uint8Array): Promise<string | null> {
	const pages = factsOf(pdf).Pages!;
	const args = ['-r', '150', '-f', pages, '-l', pages, '-singlefile', '-png', '$'];
	const { data, info } = await sharp(output('pdftoppm', args, pdf))
		.ensureAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data ?? null;
}
