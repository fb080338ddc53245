import { v7 } from 'uuid';
import type { Principal } from '#lib/access/access.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { localDate } from '#lib/institution/plain-date.ts';
import { pairName, setOf, type SetKey } from '#lib/panel/comparison-sets.ts';
import { movePanel } from '#lib/panel/move-panel.server.ts';
import { openPanel } from '#lib/panel/open-panel.server.ts';
import type { PanelMoveName } from '#lib/panel/panel.ts';
import { proposeWeights } from '#lib/panel/propose-weights.server.ts';
import { readPanel } from '#lib/panel/read-panels.server.ts';
import { saveJudgements } from '#lib/panel/save-judgements.server.ts';
import { signMinutes } from '#lib/panel/sign-minutes.server.ts';
import { createModelDraft } from '#lib/rating/model/create-model-draft.server.ts';
import { moveModel } from '#lib/rating/model/move-model.server.ts';
import { listModels } from '#lib/rating/model/read-models.server.ts';
import { readTrial } from '#lib/rating/trial/read-trial.server.ts';
import { tryModel } from '#lib/rating/trial/try-model.server.ts';
import { businessDaysBefore, instantAt } from './dates.ts';
import { at, pass } from './demo-time.server.ts';
import { CONSULTED, PANELS, type PlannedPanel, type PlannedRound, type Say } from './panel-plan.ts';
import { random } from './random.ts';

type Run = { present: Date; admin: Principal; experts: readonly Principal[] };

const REASON = 'Consulta al grupo de expertos, según el programa de trabajo del año.';

/**
 * Plays the panels of experts as if over the last weeks, with the version of the model that they judge and the draft that
 * came of it, which is tried over everybody who is rated. What was played before a cut is passed over.
 */
export async function playPanels(run: Run): Promise<void> {
	const version = await consultedModel(run);
	for (const planned of PANELS) await playPanel(run, planned, version);
}

/** The model in force, copied and put in consultation. */
async function consultedModel({ present, admin }: Run): Promise<string> {
	const versions = await listModels(admin);
	const consulted = versions.find(({ standing }) => standing.state === 'in_consultation');
	if (consulted) return consulted.version;
	const from = versions.find(({ standing }) => standing.state === 'in_force')!.version;
	return at(daysAgo(present, CONSULTED), async () => {
		const version = await createModelDraft(admin, { from });
		pass(30);
		await moveModel(admin, version, { move: 'consult', seen: 1, reason: REASON });
		return version;
	});
}

async function playPanel(run: Run, planned: PlannedPanel, modelVersion: string): Promise<void> {
	const { present, admin, experts } = run;
	const { title, sets, rounds, ended } = planned;
	const members = experts.map(({ accountId }) => accountId);
	const id = idOf(planned, present);
	await at(daysAgo(present, planned.opened), () =>
		openPanel(admin, { id, modelVersion, title, sets: [...sets], members }),
	);
	const { step } = await readPanel(admin, id);
	const move = (name: PanelMoveName, seen: number, days: number) =>
		seen < step ? undefined : at(daysAgo(present, days), () => movePanel(admin, id, { move: name, seen }));
	for (const [index, round] of rounds.entries()) {
		const seen = 2 * index;
		await move('open_round', seen, round.opened);
		if (step <= seen + 1) await judgeRound(run, { id, sets, number: index + 1, round });
		if (round.closed !== null) await move('close_round', seen + 1, round.closed);
	}
	if (!ended) return;
	await move('end', 2 * rounds.length, ended.on);
	await sign(run, id, ended.signed);
	await propose(run, id, ended.proposed);
}

async function judgeRound(
	{ present, experts }: Run,
	{ id, sets, number, round }: { id: string; sets: readonly SetKey[]; number: number; round: PlannedRound },
): Promise<void> {
	await at(daysAgo(present, round.judged), async () => {
		for (const [index, say] of round.says.entries()) {
			pass(40);
			for (const set of sets)
				await saySet(experts[index]!, id, set, { number, say, isFirst: set === sets[0] });
		}
	});
}

async function saySet(
	expert: Principal,
	id: string,
	key: SetKey,
	{ number, say, isFirst }: { number: number; say: Say; isFirst: boolean },
): Promise<void> {
	const judgements = say.judgements[key];
	if (!judgements) return;
	const { items, pairs } = setOf(key);
	const answers = pairs.map(([first, second], place) => [
		pairName(items[first]!.key, items[second]!.key),
		String(judgements[place]),
	]);
	const comment = isFirst ? (say.comment ?? '') : '';
	await saveJudgements(expert, id, key, { ...Object.fromEntries(answers), round: number, comment });
}

/** Everybody but the first, who can sign when somebody looks at the demonstration. */
async function sign({ present, admin, experts }: Run, id: string, days: number): Promise<void> {
	const { minutesSha256: sha256 } = await readPanel(admin, id);
	await at(daysAgo(present, days), async () => {
		for (const expert of experts.slice(1)) {
			pass(25);
			await signMinutes(expert, id, { sha256, agreed: 'on' });
		}
	});
}

async function propose({ present, admin }: Run, id: string, days: number): Promise<void> {
	const { proposedVersion } = await readPanel(admin, id);
	const version = proposedVersion ?? (await at(daysAgo(present, days), () => proposeWeights(admin, id)));
	if (!(await readTrial(admin, version)).trial) await tryModel(admin, version);
}

/** The same for a panel of the same demonstration, so that opening it again opens none. */
function idOf({ title }: PlannedPanel, present: Date): string {
	return v7({ msecs: present.getTime(), random: random(title).bytes() });
}

/** In the morning of a business day. */
function daysAgo(present: Date, days: number): Date {
	const { settings, calendar } = institution();
	const today = localDate(present, settings.timeZone);
	return instantAt(businessDaysBefore(today, days, calendar), '10:30', settings.timeZone);
}
