import { db } from '#lib/platform/database.server.ts';
import { listMoves } from './store.server.ts';
import type { WeightingModel } from './model.ts';
import { getCurrentModel } from './weighting-models.server.ts';

/** A step of a version as anybody may know it. */
type PublicStep = { by: string; at: Date };

/** The model by which ratings are issued now, and who stands behind it. */
export type ModelInForce = {
	model: WeightingModel;
	/** null for the model with which the service began */
	inForce: PublicStep | null;
	/** null while no group of experts approved it */
	approved: PublicStep | null;
};

/** The model in force with its dates and names, for anybody: the rules of a rating are public, signed in or not. */
export async function readModelInForce(): Promise<ModelInForce> {
	const [model, moves] = await Promise.all([getCurrentModel(db()), listMoves(db())]);
	const stepTo = (state: 'in_force' | 'approved'): PublicStep | null => {
		const step = moves.findLast(({ version, to }) => version === model.version && to === state);
		return step?.madeById ? { by: step.madeByName, at: step.effectiveFrom } : null;
	};
	return { model, inForce: stepTo('in_force'), approved: stepTo('approved') };
}
