import type { Principal } from '#lib/access/access.ts';
import { createModelDraft } from '#lib/rating/model/create-model-draft.server.ts';
import { modelFormValues } from '#lib/rating/model/form.ts';
import { modelLabels } from '#lib/rating/model/labels.server.ts';
import type { ModelMoveName } from '#lib/rating/model/versions.ts';
import { moveModel } from '#lib/rating/model/move-model.server.ts';
import { readModel } from '#lib/rating/model/read-models.server.ts';
import { saveModelDraft } from '#lib/rating/model/save-model-draft.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';

/** Puts a copy of the first model, with other figures, in force today. @returns its version */
export async function aModelInForce(admin: Principal, figures: Record<string, string>): Promise<string> {
	const version = await createModelDraft(admin, { from: 'shm-v1' });
	const { model, draft } = await readModel(admin, version);
	const values = { ...modelFormValues(model, modelLabels()), ...figures };
	await saveModelDraft(admin, version, { ...values, revision: draft!.revision });
	const moves: ModelMoveName[] = ['consult', 'approve', 'enforce'];
	for (const [index, move] of moves.entries())
		await moveModel(admin, version, {
			...{ move, seen: index + 1, reason: 'Acta 3 del grupo de expertos.', inForceFrom: today() },
		});
	return version;
}

/** A model under which people with finance posts have fewer points, and those of other posts more. */
export const LESS_FOR_FINANCE = {
	'experience.finance.pointsPerMonth': '0.20',
	'experience.general.maxMonths': '160',
};
