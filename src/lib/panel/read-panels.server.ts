import { authorize, type Principal } from '#lib/access/access.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { knownVersion } from '#lib/rating/model/read-models.server.ts';
import { reasonToStop, type Stop } from './agreement.ts';
import { presentWeights, setOf, type ComparisonSet } from './comparison-sets.ts';
import type { GroupResult } from './group-result.ts';
import { unknownPanel } from './move-panel.server.ts';
import { closedRounds, mayInvite, panelMovesFrom, type PanelMoveName, type PanelState } from './panel.ts';
import { ownJudgements, resultOf, roundsOf, saidOf, whole } from './rounds.ts';
import {
	commentsOf,
	findExperts,
	findPanel,
	judgementsOf,
	listPanelRows,
	membersOf,
	movesOf,
	type JudgementRow,
	type PanelMoveRow,
	type PanelRow,
} from './store.server.ts';

/** A panel in the list of the administrators. */
export type PanelItem = { id: string; title: string; modelVersion: string; state: PanelState; round: number };

/** All panels, the newest first. */
export async function listPanels(principal: Principal | null): Promise<PanelItem[]> {
	authorize(principal, 'panel.manage');
	return (await listPanelRows(db())).map(({ id, title, modelVersion, state, round }) => ({
		id,
		title,
		modelVersion,
		state,
		round,
	}));
}

/** What the group said of a set, round by round, beside what the model says. */
export type SetResults = {
	set: ComparisonSet;
	present: number[];
	rounds: { round: number; result: GroupResult; comments: string[] }[];
	/** why no further round is needed */
	stop: Stop | null;
};

/** A panel as those who run it see it: how far each member is, and what the group said; never who judged what. */
export type PanelInFull = PanelItem & {
	step: number;
	allowed: PanelMoveName[];
	moves: PanelMoveRow[];
	/** `finished`: sets of this round; `tookPart`: in some round, so that they sign the minutes */
	members: { name: string; finished: number; tookPart: boolean; signedAt: Date | null }[];
	/** experts who may still be invited */
	invitable: { accountId: string; name: string }[];
	results: SetResults[];
	minutesSha256: string | null;
	proposedVersion: string | null;
};

/** One panel with its results. @throws Refusal not_found */
export async function readPanel(principal: Principal | null, id: string): Promise<PanelInFull> {
	authorize(principal, 'panel.manage');
	const found = isId(id) ? await findPanel(db(), id) : undefined;
	if (!found) throw unknownPanel();
	const [given, members, moves, experts] = await Promise.all([
		judgementsOf(db(), id),
		membersOf(db(), id),
		movesOf(db(), id),
		mayInvite(found) ? findExperts(db()) : [],
	]);
	const { title, modelVersion, state, round, step, proposedVersion } = found;
	return {
		id,
		title,
		modelVersion,
		state,
		round,
		step,
		allowed: panelMovesFrom(state),
		moves,
		members: members.map(({ name, accountId, signedAt }) => ({
			name,
			finished: found.sets.filter((key) => whole(ownJudgements(key, given, accountId, round)) !== null)
				.length,
			tookPart: roundsOf(found, given, accountId).length > 0,
			signedAt,
		})),
		invitable: experts.filter((expert) => !members.some((each) => each.accountId === expert.accountId)),
		results: await resultsOf(found, given, members),
		minutesSha256: found.minutesSha256?.toString('hex') ?? null,
		proposedVersion,
	};
}

async function resultsOf(
	found: PanelRow,
	given: JudgementRow[],
	members: readonly { accountId: string }[],
): Promise<SetResults[]> {
	const closed = Array.from({ length: closedRounds(found) }, (_, i) => i + 1);
	const [{ model }, comments] = await Promise.all([
		knownVersion(db(), found.modelVersion),
		commentsOf(db(), found.id),
	]);
	const people = members.map(({ accountId }) => accountId);
	return found.sets.map((key) => {
		const rounds = closed.flatMap((round) => {
			const result = resultOf(key, given, people, round);
			return result ? [{ round, result, comments: saidOf(comments, key, round) }] : [];
		});
		const stop = reasonToStop(rounds.map(({ result }) => result.agreement.w));
		return { set: setOf(key), present: presentWeights(key, model), rounds, stop };
	});
}
