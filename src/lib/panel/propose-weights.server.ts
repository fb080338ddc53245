import { eq } from 'drizzle-orm';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { standingOf } from '#lib/rating/model/consulted-models.server.ts';
import { createModelDraft } from '#lib/rating/model/create-model-draft.server.ts';
import { modelFormValues } from '#lib/rating/model/form.ts';
import { modelLabels } from '#lib/rating/model/labels.server.ts';
import { checkModel, type WeightingModel } from '#lib/rating/model/model.ts';
import { knownVersion } from '#lib/rating/model/read-models.server.ts';
import { saveModelDraft } from '#lib/rating/model/save-model-draft.server.ts';
import { unknownPanel } from './move-panel.server.ts';
import { withWeights, type SetWeights } from './propose-model.ts';
import { resultOf } from './rounds.ts';
import { findPanel, judgementsOf, membersOf, type PanelRow } from './store.server.ts';
import { panel } from './tables.server.ts';

/**
 * Puts the weights that a panel ended with into a draft of the model: the one that it proposed before while that is still
 * a draft, else a new copy of the version that it judged. The draft is then in the hands of the administrators.
 * @returns the version of the draft
 * @throws Refusal not_found · conflict `wrong_state` before the panel ended, `unsound` when the model cannot say what the
 * panel says, `stale_revision` when somebody saved the draft meanwhile
 */
export async function proposeWeights(principal: Principal | null, id: string): Promise<string> {
	const admin = authorize(principal, 'panel.manage');
	const found = isId(id) ? await findPanel(db(), id) : undefined;
	if (!found) throw unknownPanel();
	if (found.state !== 'ended')
		throw conflict('wrong_state', 'Los pesos se proponen cuando el panel terminó y tiene su acta.');
	const { model } = await knownVersion(db(), found.modelVersion);
	const proposed = withWeights(model, await finalWeights(found));
	refuseUnlessSound(proposed);
	const version = await draftFor(admin, found);
	await inTransaction(async (tx) => {
		await tx.update(panel).set({ proposedVersion: version }).where(eq(panel.id, id));
		await record(tx, actor(admin, 'panel.manage'), {
			action: 'panel.propose-weights',
			subject: id,
			details: { version, minutes: found.minutesSha256!.toString('hex') },
		});
	});
	const { model: draft } = await knownVersion(db(), version);
	const { revision } = await standingOf(db(), version);
	const answers = modelFormValues({ ...proposed, title: draft.title }, modelLabels());
	await saveModelDraft(admin, version, { ...answers, revision });
	return version;
}

async function finalWeights({ id, sets, round }: PanelRow): Promise<SetWeights> {
	const [given, members] = await Promise.all([judgementsOf(db(), id), membersOf(db(), id)]);
	const people = members.map(({ accountId }) => accountId);
	return Object.fromEntries(
		sets.flatMap((key) => {
			const result = resultOf(key, given, people, round);
			return result ? [[key, result.priorities.weights]] : [];
		}),
	);
}

function refuseUnlessSound(model: WeightingModel): void {
	const { problems } = checkModel(model);
	if (problems.length === 0) return;
	const reasons = problems.map(({ message }) => message).join(' ');
	throw conflict(
		'unsound',
		`El modelo no puede decir lo que resultó del panel: ${reasons} Cree un borrador en «Modelo» y ajústelo a mano.`,
	);
}

async function draftFor(admin: Principal, { proposedVersion, modelVersion }: PanelRow): Promise<string> {
	const still = proposedVersion !== null && (await standingOf(db(), proposedVersion)).state === 'draft';
	return still ? proposedVersion : createModelDraft(admin, { from: modelVersion });
}
