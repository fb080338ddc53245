import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanPicture } from '#lib/evidence/clean-picture.server.ts';
import { compareDocument } from '#lib/evidence/comparison/compare-document.ts';
import type { Result } from '#lib/evidence/comparison/outcome.ts';
import { drawPdf } from '#lib/evidence/draw-pages.server.ts';
import type { DocumentText, PageText } from '#lib/evidence/reading.ts';
import { readPdfPage, readPicture } from '#lib/evidence/reading.server.ts';
import type { Figure } from './report.ts';
import { claimOf, verdictsOf, type TrueDocument, type Truth } from './truth.ts';

const SAMPLES = 'tests/fixtures/samples';
const MOST_PAGES = 40;
const FEWEST_FOUND = 0.9;
const FEWEST_FLAGGED = 0.85;

type Verdict = 'match' | 'mismatch';
/** How often each result came where the other one was right. */
type Tally = Record<Verdict, Record<Result | 'no_row', number>>;

/**
 * How far the comparison of documents can be trusted: reads a set of samples whose truth is known and counts, by field,
 * how many answers were right and how many of the right ones were found.
 * @param folder holds `truth.json`; documents of it that are not there are left out
 */
export async function measureComparison(folder = SAMPLES): Promise<Figure[]> {
	const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth;
	const documents = truth.documents.filter(({ file }) => existsSync(join(folder, file)));
	const byField = new Map<string, Tally>();
	let unexpected = 0;
	for (const document of documents) {
		const rows = compareDocument(await textOf(join(folder, document.file)), claimOf(document, truth.persons));
		const verdicts = verdictsOf(document);
		unexpected += rows.filter(({ field }) => !(field in verdicts)).length;
		for (const [field, verdict] of Object.entries(verdicts)) {
			const tally = byField.get(field) ?? emptyTally();
			tally[verdict][rows.find((row) => row.field === field)?.result ?? 'no_row']++;
			byField.set(field, tally);
		}
	}
	const fields = [...byField].map(([field, tally]) => fieldFigure(field, tally));
	return [...fields, ...totals([...byField.values()].reduce(added, emptyTally()), documents, unexpected)];
}

async function textOf(file: string): Promise<DocumentText> {
	const bytes = new Uint8Array(readFileSync(file));
	if (!file.endsWith('.pdf')) {
		const clean = await cleanPicture(bytes, file.endsWith('.png') ? 'image/png' : 'image/jpeg');
		if (!clean) throw new Error(`${file} no se puede abrir`);
		return { pages: [await readPicture(clean.copy)] };
	}
	const drawn = await drawPdf(new Uint8Array(bytes), MOST_PAGES, () => {});
	const pages: PageText[] = [];
	for (const [index, shown] of drawn.pages.entries())
		pages.push(await readPdfPage({ bytes, page: index + 1, shown }));
	return { pages };
}

function emptyTally(): Tally {
	const none = () => ({ match: 0, mismatch: 0, not_found: 0, no_row: 0 });
	return { match: none(), mismatch: none() };
}

function added(sum: Tally, tally: Tally): Tally {
	const plus = (verdict: Verdict) => ({
		match: sum[verdict].match + tally[verdict].match,
		mismatch: sum[verdict].mismatch + tally[verdict].mismatch,
		not_found: sum[verdict].not_found + tally[verdict].not_found,
		no_row: sum[verdict].no_row + tally[verdict].no_row,
	});
	return { match: plus('match'), mismatch: plus('mismatch') };
}

function fieldFigure(field: string, tally: Tally): Figure {
	const said = [
		`coincide acertado ${rightOf(tally, 'match')}`,
		`no coincide acertado ${rightOf(tally, 'mismatch')}`,
		`coincidencias halladas ${foundOf(tally, 'match')}`,
		`diferencias señaladas ${foundOf(tally, 'mismatch')}`,
	];
	return { id: 'reading', what: field, figure: said.join('; '), bar: '—', passes: null };
}

function totals(all: Tally, documents: readonly TrueDocument[], unexpected: number): Figure[] {
	const figure = (what: string, figure: string, bar: string, passes: boolean | null): Figure => ({
		id: 'reading',
		what,
		figure,
		bar,
		passes,
	});
	const [found, flagged] = [shareOf(all, 'match'), shareOf(all, 'mismatch')];
	return [
		figure(
			'coincide donde el documento dice otra cosa',
			String(all.mismatch.match),
			'0',
			all.mismatch.match === 0,
		),
		figure(
			'coincidencias halladas',
			foundOf(all, 'match'),
			`≥ ${FEWEST_FOUND * 100} %`,
			found >= FEWEST_FOUND,
		),
		figure(
			'diferencias señaladas',
			foundOf(all, 'mismatch'),
			`≥ ${FEWEST_FLAGGED * 100} %`,
			flagged >= FEWEST_FLAGGED,
		),
		figure('no coincide acertado', rightOf(all, 'mismatch'), '—', null),
		figure(`renglones de más, en ${documents.length} documentos`, String(unexpected), '0', unexpected === 0),
	];
}

/** Of the answers of a kind, those that were right. */
function rightOf(tally: Tally, verdict: Verdict): string {
	const wrong = verdict === 'match' ? tally.mismatch.match : tally.match.mismatch;
	return asShare(tally[verdict][verdict], tally[verdict][verdict] + wrong);
}

/** Of the fields that had to be answered so, those that were. */
function foundOf(tally: Tally, verdict: Verdict): string {
	return asShare(tally[verdict][verdict], countOf(tally, verdict));
}

function shareOf(tally: Tally, verdict: Verdict): number {
	return countOf(tally, verdict) === 0 ? 1 : tally[verdict][verdict] / countOf(tally, verdict);
}

function countOf(tally: Tally, verdict: Verdict): number {
	return Object.values(tally[verdict]).reduce((sum, count) => sum + count, 0);
}

function asShare(part: number, whole: number): string {
	return whole === 0 ? '—' : `${part} de ${whole} (${Math.round((100 * part) / whole)} %)`;
}
