import { createHash } from 'node:crypto';
import { desc, eq, lte } from 'drizzle-orm';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { startProblem } from '#lib/platform/start-problem.ts';
import { modelProblems, WeightingModel } from './model.ts';
import { weightingModel } from './tables.server.ts';

/**
 * Stores the weighting models of the institution's folder that the database does not have yet. The first one has always
 * been in force; another one is from now on.
 * @throws Error (start problem) when a model is faulty, or differs from the one stored under the same version:
 * a version that ratings may cite never changes
 */
export async function storeWeightingModels(reader: Reader): Promise<void> {
	for (const file of institution().weighting) {
		const [problem] = modelProblems(file);
		if (problem) throw startProblem(`Modelo de ponderación ${file.name}: ${problem}`);
		const model = WeightingModel.parse(file.content);
		const sha256 = createHash('sha256').update(JSON.stringify(model)).digest();
		const first = (await reader.select().from(weightingModel).limit(1)).length === 0;
		await reader
			.insert(weightingModel)
			.values({ version: model.version, document: model, sha256, inForceFrom: first ? new Date(0) : now() })
			.onConflictDoNothing();
		const [stored] = await reader
			.select()
			.from(weightingModel)
			.where(eq(weightingModel.version, model.version));
		if (!stored?.sha256.equals(sha256)) {
			throw startProblem(
				`Modelo de ponderación ${file.name}: difiere del que ya está en uso con la versión ${model.version}. ` +
					'Un modelo no se cambia: publique el nuevo con otra versión.',
			);
		}
	}
}

/** The model that rates today: the newest one in force. @throws Error when none was stored, a fault of start-up */
export async function getCurrentModel(reader: Reader): Promise<WeightingModel> {
	const [row] = await reader
		.select()
		.from(weightingModel)
		.where(lte(weightingModel.inForceFrom, now()))
		.orderBy(desc(weightingModel.inForceFrom), desc(weightingModel.version))
		.limit(1);
	if (!row) throw new Error('no weighting model is stored');
	return row.document as WeightingModel;
}

/** The model of a version that a rating cites. */
export async function getModel(reader: Reader, version: string): Promise<WeightingModel> {
	const [row] = await reader.select().from(weightingModel).where(eq(weightingModel.version, version));
	if (!row) throw new Error(`weighting model ${version} is not stored`);
	return row.document as WeightingModel;
}
