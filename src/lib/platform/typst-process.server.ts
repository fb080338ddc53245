import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { serveTasks } from './confined-worker.server.ts';
import { coverageOf } from './font-coverage.ts';
import { printable, type Printable } from './printable.ts';

/** What is asked of this process: a template, by its path in `src/lib`, the data for it, and pictures as SVG, by name. */
export type TypesettingTask = { template: string; data: Printable; pictures: Record<string, string> };

/** A document, or nothing where the typesetter does not exist for this kind of machine. */
export type Typeset = { pdf: Uint8Array } | { pdf: null };

/** The part of the typesetter that is used here. */
type Typesetter = {
	compile(what: { mainFilePath: string; inputs: Record<string, string> }): Compiled;
	fetchDiagnostics(error: unknown): unknown[];
	pdf(document: object, options: { pdfStandard: string }): Buffer;
	evictCache(maxAge: number): void;
};
type Compiled = { result: object | null; hasError(): boolean; takeDiagnostics(): unknown };

const LIBRARY = join(import.meta.dirname, '..');
const STANDARD = 'a-2a';
/** The typesetter remembers what it made: without this it grows by most of a megabyte with each document. */
const EVICT_EVERY = 10;

const require = createRequire(import.meta.url);
const fonts = ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold'].map((weight) =>
	readFileSync(require.resolve(`@expo-google-fonts/source-sans-3/${weight}/SourceSans3_${weight}.ttf`)),
);
const covered = coverageOf(fonts[0]!);
const typesetter = startTypesetter();
let made = 0;

serveTasks<TypesettingTask, Typeset>(async (task) => ({ pdf: typesetter && typeset(typesetter, task) }));

function startTypesetter(): Typesetter | null {
	try {
		const { NodeCompiler } = require(
			`@myriaddreamin/typst-ts-node-compiler-${process.platform}-${process.arch}-gnu`,
		) as { NodeCompiler: { create(options: object): Typesetter } };
		return NodeCompiler.create({ workspace: LIBRARY, fontArgs: [{ fontBlobs: fonts }] });
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
		throw error;
	}
}

/** Data go in as text that the template reads as JSON: nothing that a person wrote is ever read as markup. */
function typeset(compiler: Typesetter, { template, data, pictures }: TypesettingTask): Uint8Array {
	const printed = printable(data, covered);
	const inputs = { data: JSON.stringify({ ...(printed.data as object), marked: printed.marked, pictures }) };
	const compiled = compiler.compile({ mainFilePath: join(LIBRARY, template), inputs });
	if (compiled.hasError() || !compiled.result) {
		throw new Error(JSON.stringify(compiler.fetchDiagnostics(compiled.takeDiagnostics())));
	}
	const pdf = compiler.pdf(compiled.result, { pdfStandard: STANDARD });
	made += 1;
	if (made % EVICT_EVERY === 0) compiler.evictCache(0);
	return pdf;
}
