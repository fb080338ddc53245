import { authorize, type Principal } from '#lib/access/access.ts';
import { now } from '#lib/platform/clock.ts';
import { db, type Reader } from '#lib/platform/database.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { modelDifferences, type ModelDifference } from './differences.ts';
import { modelFileText } from './file.ts';
import { modelLabels } from './labels.server.ts';
import { findDraft, listMoves, type StoredMove } from './store.server.ts';
import { movesFrom, stageOf, standingsAt, type ModelMoveName, type ModelStanding } from './versions.ts';
import type { WeightingModel } from './model.ts';
import { findVersion } from './weighting-models.server.ts';

/** A version of the model and how it stands now. */
export type ModelVersion = {
	version: string;
	title: string;
	basedOn: string | null;
	standing: ModelStanding;
	/** its steps, the oldest first */
	moves: StoredMove[];
};

/** A version with everything that it says and what may be done with it. */
export type ModelInFull = ModelVersion & {
	model: WeightingModel;
	allowed: ModelMoveName[];
	/** the last form of a version that is not approved */
	draft: { revision: number; savedBy: string; savedAt: Date } | null;
};

/** All versions of the weighting model, the newest first. */
export async function listModels(principal: Principal | null): Promise<ModelVersion[]> {
	authorize(principal, 'rating.models');
	const moves = await listMoves(db());
	const standings = standingsAt(moves, now());
	const versions = await Promise.all(
		[...standings].map(async ([version, standing]) => {
			const found = await knownVersion(db(), version);
			const own = moves.filter((move) => move.version === version);
			return { version, title: found.model.title, basedOn: found.basedOn, standing, moves: own };
		}),
	);
	return versions.reverse();
}

/** One version of the weighting model, with its steps. @throws Refusal not_found */
export async function readModel(principal: Principal | null, version: string): Promise<ModelInFull> {
	authorize(principal, 'rating.models');
	const { model, basedOn } = await knownVersion(db(), version);
	const [moves, draft] = await Promise.all([listMoves(db()), findDraft(db(), version)]);
	const standing = standingsAt(moves, now()).get(version)!;
	return {
		version,
		title: model.title,
		basedOn,
		standing,
		moves: moves.filter((move) => move.version === version),
		model,
		allowed: movesFrom(stageOf(standing)),
		draft: draft ? { revision: draft.revision, savedBy: draft.savedByName, savedAt: draft.savedAt } : null,
	};
}

/** In what one version differs from another, in words. @throws Refusal not_found */
export async function compareModels(
	principal: Principal | null,
	from: string,
	to: string,
): Promise<{ before: WeightingModel; after: WeightingModel; differences: ModelDifference[] }> {
	authorize(principal, 'rating.models');
	const [before, after] = await Promise.all([knownVersion(db(), from), knownVersion(db(), to)]);
	const differences = modelDifferences(before.model, after.model, modelLabels());
	return { before: before.model, after: after.model, differences };
}

/** A version as a file to keep, or to change and bring back. @throws Refusal not_found */
export async function exportModel(
	principal: Principal | null,
	version: string,
): Promise<{ name: string; text: string }> {
	authorize(principal, 'rating.models');
	const { model } = await knownVersion(db(), version);
	return { name: `${version}.json`, text: modelFileText(model) };
}

/** A version in whatever state. @throws Refusal not_found */
export async function knownVersion(reader: Reader, version: string) {
	const found = await findVersion(reader, version);
	if (!found)
		throw notFound('No hay una versión del modelo con esa clave. Búsquela en la lista de versiones.');
	return found;
}
