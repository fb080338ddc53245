import type { Principal } from '#lib/access/access.ts';
import { pairName, setOf, type SetKey } from '#lib/panel/comparison-sets.ts';
import type { Judgement } from '#lib/panel/judgement.ts';
import { openPanel } from '#lib/panel/open-panel.server.ts';
import { saveJudgements } from '#lib/panel/save-judgements.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { createModelDraft } from '#lib/rating/model/create-model-draft.server.ts';
import { moveModel } from '#lib/rating/model/move-model.server.ts';
import { aStaffMember } from './factories.ts';

/** Somebody who runs panels. */
export function anAdministrator(): Promise<Principal> {
	return aStaffMember('admin');
}

/** A version of the model in consultation. */
export async function aConsultedModel(admin: Principal): Promise<string> {
	const version = await createModelDraft(admin, { from: 'shm-v1' });
	await moveModel(admin, version, { move: 'consult', seen: 1, reason: 'Consulta al grupo de expertos.' });
	return version;
}

/** A panel on a version in consultation, with so many invited people; no round is open yet. */
export async function aPanel(
	admin: Principal,
	{ people = 5, sets = ['elements'] }: { people?: number; sets?: SetKey[] } = {},
): Promise<{ id: string; modelVersion: string; experts: Principal[] }> {
	const modelVersion = await aConsultedModel(admin);
	const experts: Principal[] = [];
	while (experts.length < people) experts.push(await aStaffMember('expert'));
	const id = await openPanel(admin, {
		id: newId(),
		modelVersion,
		title: 'Panel de prueba',
		sets,
		members: experts.map(({ accountId }) => accountId),
	});
	return { id, modelVersion, experts };
}

/** Answers to the pairs of a set, in their order, as its form sends them; null leaves one out. */
export function answersTo(
	set: SetKey,
	judgements: readonly (Judgement | null)[],
	more: Record<string, string>,
): Record<string, string> {
	const { items, pairs } = setOf(set);
	const answers = pairs.map(([first, second], place): [string, string] => [
		pairName(items[first]!.key, items[second]!.key),
		String(judgements[place] ?? ''),
	]);
	return { ...Object.fromEntries(answers), ...more };
}

/** Lets a member judge a set in a round. */
export function judge(
	expert: Principal,
	id: string,
	set: SetKey,
	{
		round,
		judgements,
		comment = '',
	}: { round: number; judgements: readonly (Judgement | null)[]; comment?: string },
): Promise<{ missing: number }> {
	return saveJudgements(expert, id, set, answersTo(set, judgements, { round: String(round), comment }));
}
