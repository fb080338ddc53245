import { createHash } from 'node:crypto';
import type { Transaction } from '#lib/platform/database.server.ts';
import { modelFileText } from '#lib/rating/model/file.ts';
import type { WeightingModel } from '#lib/rating/model/model.ts';
import { knownVersion } from '#lib/rating/model/read-models.server.ts';
import { presentWeights, setOf } from './comparison-sets.ts';
import { METHOD, minutedResult, minutesText, type Minutes } from './minutes.ts';
import { resultOf, roundsOf, saidOf } from './rounds.ts';
import {
	commentsOf,
	judgementsOf,
	membersOf,
	movesOf,
	type JudgementRow,
	type MemberRow,
	type PanelMoveRow,
	type PanelRow,
} from './store.server.ts';

/**
 * The minutes of a panel whose last round is closed, and their digest. Whoever finished a set of a round counts as having
 * taken part in it; nothing says who judged what.
 */
export async function writeMinutes(
	tx: Transaction,
	found: PanelRow,
	ended: { at: Date; by: string },
): Promise<{ text: string; sha256: Buffer }> {
	const [given, members, moves, comments] = await Promise.all([
		judgementsOf(tx, found.id),
		membersOf(tx, found.id),
		movesOf(tx, found.id),
		commentsOf(tx, found.id),
	]);
	const { model } = await knownVersion(tx, found.modelVersion);
	const minutes: Minutes = {
		panel: { id: found.id, title: found.title },
		model: {
			version: found.modelVersion,
			title: model.title,
			sha256: digest(modelFileText(model)).toString('hex'),
		},
		opened: { at: found.openedAt.toISOString(), by: found.openedByName },
		ended: { at: ended.at.toISOString(), by: ended.by },
		rounds: roundsUntil(found.round).map((number) => ({
			number,
			openedAt: momentOf(moves, 'open_round', number),
			closedAt: momentOf(moves, 'close_round', number),
		})),
		members: members.map(({ name, accountId }) => ({ name, rounds: roundsOf(found, given, accountId) })),
		method: METHOD,
		sets: minutedSets(found, model, given, members),
		comments: found.sets.flatMap((set) =>
			roundsUntil(found.round).flatMap((round) =>
				saidOf(comments, set, round).map((text) => ({ round, set, text })),
			),
		),
	};
	const text = minutesText(minutes);
	return { text, sha256: digest(text) };
}

function minutedSets(
	{ sets, round: last }: PanelRow,
	model: WeightingModel,
	given: readonly JudgementRow[],
	members: readonly MemberRow[],
): Minutes['sets'] {
	const people = members.map(({ accountId }) => accountId);
	return sets.map((key) => {
		const { title, items } = setOf(key);
		const present = presentWeights(key, model);
		return {
			key,
			title,
			items: items.map((item, i) => ({ ...item, presentWeight: Number(present[i]!.toFixed(6)) })),
			results: roundsUntil(last).flatMap((round) => {
				const result = resultOf(key, given, people, round);
				return result ? [minutedResult(round, result)] : [];
			}),
		};
	});
}

function roundsUntil(last: number): number[] {
	return Array.from({ length: last }, (_, i) => i + 1);
}

function momentOf(moves: readonly PanelMoveRow[], move: string, round: number): string {
	return moves.find((each) => each.move === move && each.round === round)!.madeAt.toISOString();
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
