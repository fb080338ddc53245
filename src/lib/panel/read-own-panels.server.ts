import { authorize, type Principal } from '#lib/access/access.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { knownVersion } from '#lib/rating/model/read-models.server.ts';
import { presentWeights, setOf, type ComparisonSet, type SetKey } from './comparison-sets.ts';
import type { GroupResult } from './group-result.ts';
import { matrixOf, type Judgement } from './judgement.ts';
import type { Minutes } from './minutes.ts';
import { unknownPanel } from './move-panel.server.ts';
import { priorities, type Priorities } from './pairwise.ts';
import { closedRounds, type PanelState } from './panel.ts';
import { ownJudgements, resultOf, roundsOf, saidOf, whole } from './rounds.ts';
import { isThem, refuseUnlessInvited } from './save-judgements.server.ts';
import { commentsOf, findPanel, judgementsOf, membersOf, panelsOf, type PanelRow } from './store.server.ts';
import { mostStrained, type Strain } from './strain.ts';

/** A panel in the list of those to which somebody was invited. */
export type OwnPanel = { id: string; title: string; modelVersion: string; state: PanelState; round: number };

/** A panel in the list, with what it waits for from the person: judgements, or a signature. */
export type ListedPanel = OwnPanel & { waitsFor: 'judgements' | 'signature' | null };

/** Panels to which the expert was invited, the newest first. */
export async function listOwnPanels(principal: Principal | null): Promise<ListedPanel[]> {
	const expert = authorize(principal, 'panel.judge');
	const panels = await panelsOf(db(), expert.accountId);
	return Promise.all(
		panels.map(async (found) => ({ ...pickOwn(found), waitsFor: await whatWaits(found, expert) })),
	);
}

async function whatWaits(found: PanelRow, expert: Principal): Promise<ListedPanel['waitsFor']> {
	const { id, state, sets, round } = found;
	if (state !== 'judging' && state !== 'ended') return null;
	const [given, members] = await Promise.all([judgementsOf(db(), id), membersOf(db(), id)]);
	if (state === 'judging') {
		const unfinished = sets.some((key) => !whole(ownJudgements(key, given, expert.accountId, round)));
		return unfinished ? 'judgements' : null;
	}
	const signed = members.find(isThem(expert))?.signedAt;
	return !signed && roundsOf(found, given, expert.accountId).length > 0 ? 'signature' : null;
}

/** What one's own judgements of a set say. */
export type OwnSay = { judged: number; pairs: number; priorities: Priorities | null; strain: Strain | null };

/** A panel as one of its members sees it. */
export type OwnPanelInFull = OwnPanel & {
	/** with one's own say in the round that is open or was the last one */
	sets: (OwnSay & { key: SetKey; title: string })[];
	/** once it ended, with the digest of its text */
	minutes: { content: Minutes; sha256: string } | null;
	/** those who took part in a round, with when they signed */
	signers: { name: string; signedAt: Date | null; own: boolean }[];
};

/** One panel, for a member. @throws Refusal not_found to whoever was not invited */
export async function readOwnPanel(principal: Principal | null, id: string): Promise<OwnPanelInFull> {
	const expert = authorize(principal, 'panel.judge');
	const found = isId(id) ? await findPanel(db(), id) : undefined;
	const members = found ? await membersOf(db(), found.id) : [];
	if (!found || !members.some(isThem(expert))) throw unknownPanel();
	const given = await judgementsOf(db(), id);
	const content = found.minutes === null ? null : (JSON.parse(found.minutes) as Minutes);
	return {
		...pickOwn(found),
		sets: found.sets.map((key) => ({
			...sayOf(setOf(key), ownJudgements(key, given, expert.accountId, found.round)),
			key,
			title: setOf(key).title,
		})),
		minutes: content && { content, sha256: found.minutesSha256!.toString('hex') },
		signers: members
			.filter(({ accountId }) => roundsOf(found, given, accountId).length > 0)
			.map((member) => ({ name: member.name, signedAt: member.signedAt, own: isThem(expert)(member) })),
	};
}

/** What the group said of a set in a round that is closed, and what oneself did. */
export type Feedback = {
	round: number;
	result: GroupResult;
	own: (Judgement | null)[];
	/** of everybody, without names */
	comments: string[];
};

/** A set of a panel as one of its members judges it. */
export type OwnSet = {
	panel: OwnPanel;
	set: ComparisonSet;
	/** what each thing weighs in the model now */
	present: number[];
	own: (Judgement | null)[];
	/** whether `own` was saved in this round; else it repeats the round before, to be confirmed */
	saved: boolean;
	comment: string;
	say: OwnSay;
	feedback: Feedback | null;
};

/** One set of a panel, for a member. @throws Refusal not_found to whoever was not invited, and for a set that is not compared */
export async function readOwnSet(principal: Principal | null, id: string, key: string): Promise<OwnSet> {
	const expert = authorize(principal, 'panel.judge');
	const found = isId(id) ? await findPanel(db(), id) : undefined;
	const setKey = await refuseUnlessInvited(db(), expert, found, key);
	const { round, modelVersion } = found!;
	const [given, comments, members, { model }] = await Promise.all([
		judgementsOf(db(), id),
		commentsOf(db(), id),
		membersOf(db(), id),
		knownVersion(db(), modelVersion),
	]);
	const set = setOf(setKey);
	const ofRound = (number: number) => ownJudgements(setKey, given, expert.accountId, number);
	const now = ofRound(round);
	const saved = now.some((judgement) => judgement !== null);
	const own = comments.find((each) => each.round === round && each.set === setKey && isThem(expert)(each));
	const closed = closedRounds(found!);
	const people = members.map(({ accountId }) => accountId);
	const result = closed > 0 ? resultOf(setKey, given, people, closed) : null;
	return {
		panel: pickOwn(found!),
		set,
		present: presentWeights(setKey, model),
		own: saved ? now : ofRound(round - 1),
		saved,
		comment: own?.text ?? '',
		say: sayOf(set, now),
		feedback: result && {
			round: closed,
			result,
			own: ofRound(closed),
			comments: saidOf(comments, setKey, closed),
		},
	};
}

function pickOwn({ id, title, modelVersion, state, round }: OwnPanel): OwnPanel {
	return { id, title, modelVersion, state, round };
}

function sayOf({ items, pairs }: ComparisonSet, judgements: readonly (Judgement | null)[]): OwnSay {
	const all = whole(judgements);
	return {
		judged: judgements.filter((judgement) => judgement !== null).length,
		pairs: pairs.length,
		priorities: all && priorities(matrixOf(items.length, all)),
		strain: all && mostStrained(items.length, all),
	};
}
