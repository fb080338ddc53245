import { asc, eq, sql } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import type { WeightingModel } from './model.ts';
import { weightingDraft, weightingMove } from '../tables.server.ts';

/** Key of the advisory lock that orders everything that is done with versions of the model. */
const MODELS_LOCK = 7_201_123;

/** Lets nobody else create, change or move a version until the transaction ends. */
export async function lockModels(tx: Transaction): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(${MODELS_LOCK})`);
}

/** A step of a version as it was written down. */
export type StoredMove = typeof weightingMove.$inferSelect;

/** All steps of all versions, the oldest first. */
export async function listMoves(reader: Reader): Promise<StoredMove[]> {
	return reader
		.select()
		.from(weightingMove)
		.orderBy(asc(weightingMove.madeAt), asc(weightingMove.version), asc(weightingMove.number));
}

/** Writes down a step of a version, in a transaction that holds {@link lockModels}. */
export async function appendMove(tx: Transaction, move: StoredMove): Promise<void> {
	await tx.insert(weightingMove).values(move);
}

/** A version that is not approved; `document` is sound. */
export type StoredDraft = typeof weightingDraft.$inferSelect;

/** A version that is not approved yet, or never was; undefined when there is none of that name. */
export async function findDraft(reader: Reader, version: string): Promise<StoredDraft | undefined> {
	const [row] = await reader.select().from(weightingDraft).where(eq(weightingDraft.version, version));
	return row;
}

/** Whoever saves a draft, and what. */
type DraftToSave = Pick<StoredDraft, 'savedById' | 'savedByName'> & { model: WeightingModel };

/** Keeps the first form of a version. */
export async function insertDraft(
	tx: Transaction,
	{ model, basedOn, savedById, savedByName }: DraftToSave & { basedOn: string | null },
): Promise<void> {
	const { version } = model;
	const saved = { savedById, savedByName, savedAt: now() };
	await tx.insert(weightingDraft).values({ version, document: model, basedOn, revision: 1, ...saved });
}

/** Puts another form of a version in place of the one before, in a transaction that holds {@link lockModels}. */
export async function updateDraft(
	tx: Transaction,
	{ model, savedById, savedByName, revision }: DraftToSave & { revision: number },
): Promise<void> {
	await tx
		.update(weightingDraft)
		.set({ document: model, revision, savedById, savedByName, savedAt: now() })
		.where(eq(weightingDraft.version, model.version));
}

/** Takes a version out of the drafts, when it is approved. */
export async function removeDraft(tx: Transaction, version: string): Promise<void> {
	await tx.delete(weightingDraft).where(eq(weightingDraft.version, version));
}
