import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, invalid } from '#lib/platform/refusal.ts';
import { modelDifferences } from './differences.ts';
import { modelOfForm } from './form.ts';
import { modelLabels } from './labels.server.ts';
import { findDraft, listMoves, lockModels, updateDraft } from './store.server.ts';
import { stageOf, standingsAt } from './versions.ts';
import { WeightingModel } from './model.ts';
import { knownVersion } from './read-models.server.ts';

const DraftForm = z
	.object({ revision: z.coerce.number().int().min(1) })
	.catchall(z.string().max(2000, 'Use como máximo 2000 caracteres.'));

const STALE =
	'Mientras usted escribía, otra persona guardó este borrador. Abajo está en qué difiere lo suyo de lo guardado; si guarda otra vez, queda lo suyo.';
const LOCKED =
	'Esta versión ya no es un borrador y su contenido no cambia. Regrésela a borrador, o cree uno a partir de ella.';

/**
 * Saves what the form of a draft asks for, once it is sound. Saving the same again changes nothing.
 * @param input `revision` on which the form was made, and its answers by name of field (`model-form.ts`)
 * @throws Refusal not_found · invalid with each problem under its field · conflict `stale_revision`, `wrong_state`
 */
export async function saveModelDraft(
	principal: Principal | null,
	version: string,
	input: unknown,
): Promise<{ changed: number }> {
	const admin = authorize(principal, 'rating.models');
	const { revision, ...values } = parse(DraftForm, input);
	return inTransaction(async (tx) => {
		await lockModels(tx);
		await knownVersion(tx, version);
		const stage = stageOf(standingsAt(await listMoves(tx), now()).get(version)!);
		const draft = await findDraft(tx, version);
		if (stage !== 'draft' || !draft) throw conflict('wrong_state', LOCKED);
		const before = WeightingModel.parse(draft.document);
		const { model, problems } = modelOfForm(before, values, modelLabels());
		if (!model) throw invalid(problems);
		const changes = modelDifferences(before, model, modelLabels());
		if (changes.length === 0) return { changed: 0 };
		if (draft.revision !== revision)
			throw conflict('stale_revision', STALE, { revision: draft.revision, savedBy: draft.savedByName });
		const saved = { savedById: admin.accountId, savedByName: admin.name };
		await updateDraft(tx, { model, revision: revision + 1, ...saved });
		await record(tx, actor(admin, 'rating.models'), {
			action: 'rating.save-model-draft',
			subject: version,
			details: {
				revision: revision + 1,
				changes: changes.map(({ path, before, after }) => ({ path, before, after })),
			},
		});
		return { changed: changes.length };
	});
}
