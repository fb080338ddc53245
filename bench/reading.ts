import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cleanPicture } from '#lib/evidence/clean-picture.server.ts';
import { drawPdf } from '#lib/evidence/draw-pages.server.ts';
import { readPdfPage, readPicture } from '#lib/evidence/reading.server.ts';
import { computingOf } from './computing.ts';
import type { Figure } from './report.ts';

const SAMPLES = 'tests/fixtures/samples/documentos';
const WITH_TEXT = ['doc-02.pdf', 'doc-04.pdf', 'doc-06.pdf', 'doc-22.pdf'];
const SCANS = ['doc-01.pdf'];
const PHOTOS = ['doc-03.jpg', 'doc-11.jpg', 'doc-15.jpg'];
const ROUNDS = 5;
const MOST_TEXT_MS = 150;
const FEWEST_PAGES = 20;
const MS_PER_MINUTE = 60_000;
const MOST_PAGES = 40;
const TICK_MS = 5;
const UNKNOWN = 'no se puede leer /proc aquí';

/** A document as the job finds it: its text or its page is one call away. */
type Document = { pages: number; read: () => Promise<void> };

/**
 * P8: how long it takes to read a document by its text layer, beside what it computes in two threads; and pages recognised
 * in a minute of one core, counted as computing time, since recognising gives way to everything else.
 */
export async function measureReading(): Promise<Figure[]> {
	const withText = await Promise.all(WITH_TEXT.map(pdf));
	const pictures = [...(await Promise.all(SCANS.map(pdf))), ...(await Promise.all(PHOTOS.map(photo)))];
	await withText[0]!.read();
	const rounds = Array.from({ length: ROUNDS }, () => withText).flat();
	const text = await measured(() => readAll(rounds));
	await pictures[0]!.read();
	const recognised = await measured(() => readAll(pictures));
	return [
		textFigure(text, rounds.length),
		recognisedFigure(recognised, pagesOf(pictures)),
		blockFigure(recognised),
	];
}

type Measured = { computedMs: number | undefined; elapsedMs: number; longestBlockMs: number };

async function pdf(name: string): Promise<Document> {
	const bytes = new Uint8Array(readFileSync(join(SAMPLES, name)));
	const { pages } = await drawPdf(new Uint8Array(bytes), MOST_PAGES, () => {});
	const read = async () => {
		for (const [index, shown] of pages.entries()) await readPdfPage({ bytes, page: index + 1, shown });
	};
	return { pages: pages.length, read };
}

async function photo(name: string): Promise<Document> {
	const clean = await cleanPicture(new Uint8Array(readFileSync(join(SAMPLES, name))), 'image/jpeg');
	if (!clean) throw new Error(`${name} no se puede abrir`);
	return { pages: 1, read: async () => void (await readPicture(clean.copy)) };
}

async function readAll(documents: readonly Document[]): Promise<void> {
	for (const document of documents) await document.read();
}

function pagesOf(documents: readonly Document[]): number {
	return documents.reduce((sum, { pages }) => sum + pages, 0);
}

async function measured(work: () => Promise<void>): Promise<Measured> {
	const began = performance.now();
	let elapsedMs = 0;
	let longestBlockMs = 0;
	const computedMs = await computingOf(async () => {
		longestBlockMs = await longestBlock(work);
		elapsedMs = performance.now() - began;
	});
	return { computedMs, elapsedMs, longestBlockMs };
}

/** The longest time that this process, which would answer requests, was busy with some work or had to wait for a core. */
async function longestBlock(work: () => Promise<void>): Promise<number> {
	let longestMs = 0;
	let isDone = false;
	const watch = async () => {
		while (!isDone) {
			const began = performance.now();
			await pause(TICK_MS);
			longestMs = Math.max(longestMs, performance.now() - began - TICK_MS);
		}
	};
	const watching = watch();
	await work();
	isDone = true;
	await watching;
	return longestMs;
}

function textFigure({ computedMs, elapsedMs }: Measured, documents: number): Figure {
	const computed = computedMs === undefined ? UNKNOWN : `${Math.round(computedMs / documents)} ms de cómputo`;
	const ms = elapsedMs / documents;
	return {
		id: 'P8',
		what: `lectura de un documento por su texto, media de ${documents}; ${computed}`,
		figure: `${Math.round(ms)} ms`,
		bar: `< ${MOST_TEXT_MS} ms`,
		passes: ms < MOST_TEXT_MS,
	};
}

function recognisedFigure({ computedMs, elapsedMs }: Measured, pages: number): Figure {
	const perMinute = (ms: number) => (pages * MS_PER_MINUTE) / ms;
	const what = `páginas reconocidas por minuto y núcleo, con dos miradas; aquí ${perMinute(elapsedMs).toFixed(1)} por minuto`;
	const bar = `≥ ${FEWEST_PAGES}`;
	if (computedMs === undefined) return { id: 'P8', what, figure: UNKNOWN, bar, passes: null };
	const rate = perMinute(computedMs);
	return { id: 'P8', what, figure: rate.toFixed(1), bar, passes: rate >= FEWEST_PAGES };
}

function blockFigure({ longestBlockMs }: Measured): Figure {
	const what = 'lo más que el servidor dejó de atender mientras se reconocía';
	return { id: 'P8', what, figure: `${Math.round(longestBlockMs)} ms`, bar: '—', passes: null };
}
