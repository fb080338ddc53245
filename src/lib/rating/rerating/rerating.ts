import { wholeStars, type TrialMark } from '../trial/trial.ts';

/** Everybody by the `model` in force, or the announced `lowering`s whose day has come. */
export type ReratingKind = 'model' | 'lowering';

/**
 * What a rerating came to, in people: they rise, fall or stay, by points and, where these are the same, by stars; by whole
 * stars they gain or lose one.
 */
export type RerateTally = {
	rises: number;
	falls: number;
	/** same points and same stars as before */
	unchanged: number;
	gainsStar: number;
	losesStar: number;
	/** had a dictamen by the same model already; or an announcement that no longer holds */
	passed: number;
	/** the cédula of whoever decided it, which is left to another administrator: 0 or 1 */
	own: number;
};

/** The tally before the first batch. */
export const NOBODY_RERATED: RerateTally = {
	rises: 0,
	falls: 0,
	unchanged: 0,
	gainsStar: 0,
	losesStar: 0,
	passed: 0,
	own: 0,
};

/** Whether somebody notices: points or stars are others than before. */
export function isChanged(before: TrialMark, after: TrialMark): boolean {
	return before.points !== after.points || before.stars !== after.stars;
}

/** The tally with one more rating that took the place of another. */
export function withChange(tally: RerateTally, before: TrialMark, after: TrialMark): RerateTally {
	const change = after.points - before.points || (after.stars ?? 0) - (before.stars ?? 0);
	const stars = wholeStars(after) - wholeStars(before);
	return {
		...tally,
		rises: tally.rises + (change > 0 ? 1 : 0),
		falls: tally.falls + (change < 0 ? 1 : 0),
		unchanged: tally.unchanged + (change === 0 ? 1 : 0),
		gainsStar: tally.gainsStar + (stars > 0 ? 1 : 0),
		losesStar: tally.losesStar + (stars < 0 ? 1 : 0),
	};
}

/** How many were given a new rating. */
export function reratedIn({ rises, falls, unchanged }: RerateTally): number {
	return rises + falls + unchanged;
}
