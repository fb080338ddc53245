import { groupResult, type GroupResult } from './group-result.ts';
import type { Judgement } from './judgement.ts';
import { setOf, type SetKey } from './comparison-sets.ts';

/** A judgement as it is kept: who, in which round, of which pair. */
export type GivenJudgement = {
	accountId: string;
	round: number;
	set: string;
	first: string;
	second: string;
	judgement: Judgement;
};

/** What one person judged of a set in a round, pair by pair; null where nothing was judged yet. */
export function ownJudgements(
	key: SetKey,
	given: readonly GivenJudgement[],
	accountId: string,
	round: number,
): (Judgement | null)[] {
	const { items, pairs } = setOf(key);
	const own = given.filter(
		(each) => each.accountId === accountId && each.round === round && each.set === key,
	);
	return pairs.map(([first, second]) => {
		const found = own.find((each) => each.first === items[first]!.key && each.second === items[second]!.key);
		return found?.judgement ?? null;
	});
}

/** The judgements of a set when all pairs have one; null otherwise. */
export function whole(judgements: readonly (Judgement | null)[]): Judgement[] | null {
	return judgements.every((judgement) => judgement !== null) ? [...judgements] : null;
}

/** The rounds in which somebody took part: finished at least one of the sets. */
export function roundsOf(
	{ sets, round }: { sets: readonly SetKey[]; round: number },
	given: readonly GivenJudgement[],
	accountId: string,
): number[] {
	return Array.from({ length: round }, (_, i) => i + 1).filter((number) =>
		sets.some((key) => whole(ownJudgements(key, given, accountId, number)) !== null),
	);
}

/** How many of the people finished a set in a round. */
export function finishedCount(
	key: SetKey,
	given: readonly GivenJudgement[],
	people: readonly string[],
	round: number,
): number {
	return finished(key, given, people, round).length;
}

/** What the group said of a set in a round; null when too few finished it. */
export function resultOf(
	key: SetKey,
	given: readonly GivenJudgement[],
	people: readonly string[],
	round: number,
): GroupResult | null {
	return groupResult(setOf(key), finished(key, given, people, round));
}

function finished(
	key: SetKey,
	given: readonly GivenJudgement[],
	people: readonly string[],
	round: number,
): Judgement[][] {
	return people.flatMap((accountId) => {
		const judgements = whole(ownJudgements(key, given, accountId, round));
		return judgements ? [judgements] : [];
	});
}

/** What was said of a set in a round, without names. */
export function saidOf(
	comments: readonly { round: number; set: string; text: string }[],
	key: SetKey,
	round: number,
): string[] {
	return comments.filter((each) => each.round === round && each.set === key).map(({ text }) => text);
}
