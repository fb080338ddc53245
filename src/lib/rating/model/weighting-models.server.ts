import { createHash } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { startProblem } from '#lib/platform/start-problem.ts';
import { checkModel, modelProblems, type WeightingModel } from './model.ts';
import { appendMove, insertDraft, listMoves, lockModels } from './store.server.ts';
import { weightingDraft, weightingModel, weightingMove } from '../tables.server.ts';

/** Whoever stands behind a version that came with the institution's folder. */
const INSTALLATION = { madeById: null, madeByName: 'Instalación del servicio' };

/**
 * Stores the weighting models of the institution's folder that the database does not know yet. The first one ever has
 * always been in force; another one is a draft until people approve it and put it in force (decision 24).
 * @throws Error (start problem) when a model is faulty, or differs from the one approved under the same version:
 * a version that ratings may cite never changes
 */
export async function storeWeightingModels(files = institution().weighting): Promise<void> {
	for (const file of files) {
		const [problem] = modelProblems(file);
		const { model } = checkModel(file.content);
		if (!model) throw startProblem(`Modelo de ponderación ${file.name}: ${problem ?? ''}`);
		await inTransaction((tx) => storeFromFolder(tx, model));
	}
}

async function storeFromFolder(tx: Transaction, model: WeightingModel): Promise<void> {
	const { version } = model;
	const stored = await findApproved(tx, version);
	if (stored) return refuseUnlessSame(stored.sha256, model);
	await lockModels(tx);
	const moves = await listMoves(tx);
	if (moves.some((move) => move.version === version)) {
		const meanwhile = await findApproved(tx, version);
		return meanwhile && refuseUnlessSame(meanwhile.sha256, model);
	}
	const first = moves.length === 0;
	const madeAt = now();
	if (first) await insertApproved(tx, model, null);
	else await insertDraft(tx, { model, basedOn: null, savedById: null, savedByName: INSTALLATION.madeByName });
	await appendMove(tx, {
		version,
		number: 1,
		to: first ? 'in_force' : 'draft',
		reason: first ? 'Modelo con el que se instaló el servicio.' : 'Llegó en la carpeta de la institución.',
		...INSTALLATION,
		madeAt,
		effectiveFrom: first ? new Date(0) : madeAt,
	});
}

/** Keeps a version as it was approved, for ratings to cite it. */
export async function insertApproved(
	tx: Transaction,
	model: WeightingModel,
	basedOn: string | null,
): Promise<void> {
	const { version } = model;
	await tx.insert(weightingModel).values({ version, document: model, sha256: modelHash(model), basedOn });
}

function modelHash(model: WeightingModel): Buffer {
	return createHash('sha256').update(JSON.stringify(model)).digest();
}

function refuseUnlessSame(sha256: Buffer, model: WeightingModel): void {
	if (sha256.equals(modelHash(model))) return;
	throw startProblem(
		`Modelo de ponderación ${model.version}: difiere del que ya está en uso con esa versión. ` +
			'Un modelo no se cambia: publique el nuevo con otra versión.',
	);
}

async function findApproved(reader: Reader, version: string) {
	const [row] = await reader.select().from(weightingModel).where(eq(weightingModel.version, version));
	return row;
}

/** The model that rates today: the last that came into force. @throws Error when none was stored, a fault of start-up */
export async function getCurrentModel(reader: Reader): Promise<WeightingModel> {
	const [row] = await reader
		.select({ document: weightingModel.document })
		.from(weightingMove)
		.innerJoin(weightingModel, eq(weightingModel.version, weightingMove.version))
		.where(
			sql`${weightingMove.to} = 'in_force' and ${weightingMove.effectiveFrom} <= ${now()} and not exists (
				select from ${weightingMove} as later
				where later.version = ${weightingMove.version} and later.number > ${weightingMove.number})`,
		)
		.orderBy(desc(weightingMove.effectiveFrom), desc(weightingMove.madeAt), desc(weightingMove.version))
		.limit(1);
	if (!row) throw new Error('no weighting model is in force');
	return row.document as WeightingModel;
}

/** The model of a version that a rating cites. */
export async function getModel(reader: Reader, version: string): Promise<WeightingModel> {
	const row = await findApproved(reader, version);
	if (!row) throw new Error(`weighting model ${version} is not stored`);
	return row.document as WeightingModel;
}

/** A version in whatever state; undefined when there is none of that name. */
export async function findVersion(
	reader: Reader,
	version: string,
): Promise<{ model: WeightingModel; basedOn: string | null } | undefined> {
	const [approved, drafts] = await Promise.all([
		findApproved(reader, version),
		reader.select().from(weightingDraft).where(eq(weightingDraft.version, version)),
	]);
	const row = approved ?? drafts[0];
	return row && { model: row.document as WeightingModel, basedOn: row.basedOn };
}
