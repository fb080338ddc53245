import type { Agreement } from './agreement.ts';
import { CONSISTENT_UP_TO, RANDOM_INDEX } from './pairwise.ts';
import type { GroupResult } from './group-result.ts';
import type { SetKey } from './comparison-sets.ts';

/** What the group said of a set in a round, with the digits that are kept. */
export type MinutedResult = {
	round: number;
	judges: number;
	weights: number[];
	lambdaMax: number;
	cr: number;
	w: number | null;
	s: number;
	chiSquare: number | null;
	degreesOfFreedom: number;
};

/** The minutes of a panel: all that its members sign. */
export type Minutes = {
	panel: { id: string; title: string };
	model: { version: string; title: string; sha256: string };
	opened: { at: string; by: string };
	ended: { at: string; by: string };
	rounds: { number: number; openedAt: string; closedAt: string }[];
	members: { name: string; rounds: number[] }[];
	method: {
		weights: 'principal eigenvector';
		group: 'geometric mean of judgements';
		randomIndex: Readonly<Record<number, number>>;
		consistentUpTo: number;
	};
	sets: {
		key: SetKey;
		title: string;
		items: { key: string; title: string; presentWeight: number }[];
		results: MinutedResult[];
	}[];
	comments: { round: number; set: SetKey; text: string }[];
};

/** How the weights were found, as minutes say it: the table of random indices goes with the result. */
export const METHOD: Minutes['method'] = {
	weights: 'principal eigenvector',
	group: 'geometric mean of judgements',
	randomIndex: RANDOM_INDEX,
	consistentUpTo: CONSISTENT_UP_TO,
};

/** The result of a set in a round as minutes keep it: six decimals. */
export function minutedResult(round: number, result: GroupResult): MinutedResult {
	const { judges, priorities, agreement } = result;
	const { w, s, chiSquare }: Agreement = agreement;
	return {
		round,
		judges,
		weights: priorities.weights.map(sixDecimals),
		lambdaMax: sixDecimals(priorities.lambdaMax),
		cr: sixDecimals(priorities.cr),
		w: w === null ? null : sixDecimals(w),
		s: sixDecimals(s),
		chiSquare: chiSquare === null ? null : sixDecimals(chiSquare),
		degreesOfFreedom: priorities.weights.length - 1,
	};
}

/** The text of minutes: the same minutes give the same bytes, whose SHA-256 is what people sign. */
export function minutesText(minutes: Minutes): string {
	return `${JSON.stringify(minutes, null, '\t')}\n`;
}

function sixDecimals(value: number): number {
	return Number(value.toFixed(6));
}
