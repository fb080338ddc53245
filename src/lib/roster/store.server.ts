import { and, desc, eq, isNotNull, lt, ne, or } from 'drizzle-orm';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { isId } from '#lib/platform/ids.ts';
import { purposeKey, seal, unseal } from '#lib/platform/secrets.server.ts';
import type { Outcome } from './roster.ts';
import { rosterImport, rosterRow } from './tables.server.ts';

export type ImportRow = typeof rosterImport.$inferSelect;

/** Newest imports that are listed. */
const LISTED = 20;

/** Encrypts the file of a list: it holds data of people who have no key of their own yet. */
export function sealFile(bytes: Uint8Array): Buffer {
	return seal(purposeKey('roster-file'), Buffer.from(bytes));
}

/** Opens what {@link sealFile} made. */
export function openFile(sealed: Buffer): Buffer {
	return unseal(purposeKey('roster-file'), sealed);
}

/** An import; with `lock`, nobody else works on it until the transaction ends. @throws Refusal not_found */
export async function getImport(reader: Reader, id: string, { lock = false } = {}): Promise<ImportRow> {
	if (!isId(id)) throw missing();
	const query = reader.select().from(rosterImport).where(eq(rosterImport.id, id));
	const [found] = lock ? await query.for('update') : await query;
	if (!found) throw missing();
	return found;
}

/** Changes an import. */
export async function changeImport(
	tx: Reader,
	id: string,
	changes: Partial<Pick<ImportRow, 'state' | 'done' | 'file' | 'finishedAt'>>,
): Promise<void> {
	await tx.update(rosterImport).set(changes).where(eq(rosterImport.id, id));
}

/** The newest imports first, without their files; those that were never confirmed are left out once their file is gone. */
export function listImports(reader: Reader) {
	return reader
		.select({
			id: rosterImport.id,
			fileName: rosterImport.fileName,
			state: rosterImport.state,
			total: rosterImport.total,
			done: rosterImport.done,
			createdAt: rosterImport.createdAt,
		})
		.from(rosterImport)
		.where(or(ne(rosterImport.state, 'waiting'), isNotNull(rosterImport.file)))
		.orderBy(desc(rosterImport.createdAt))
		.limit(LISTED);
}

/** What became of the lines that were worked on, by line. */
export async function outcomesOf(reader: Reader, importId: string): Promise<Map<number, Outcome>> {
	const rows = await reader
		.select({ line: rosterRow.line, outcome: rosterRow.outcome })
		.from(rosterRow)
		.where(eq(rosterRow.importId, importId));
	return new Map(rows.map(({ line, outcome }) => [line, outcome as Outcome]));
}

/** Notes what became of lines. */
export async function noteOutcomes(tx: Transaction, rows: (typeof rosterRow.$inferInsert)[]): Promise<void> {
	if (rows.length > 0) await tx.insert(rosterRow).values(rows);
}

/** Takes the files away that came before an instant; with `state`, only of imports that stand so. */
export async function removeFiles(tx: Reader, before: Date, state?: string): Promise<void> {
	await tx
		.update(rosterImport)
		.set({ file: null })
		.where(
			and(
				isNotNull(rosterImport.file),
				lt(rosterImport.createdAt, before),
				state === undefined ? undefined : eq(rosterImport.state, state),
			),
		);
}

function missing() {
	return notFound('Esa importación no existe. Vuelva a la lista de importaciones.');
}
