/** How far something is turned to the right, in quarter turns. */
export type Turns = 0 | 1 | 2 | 3;

/** One quarter turn further to the right; after three comes upright again. */
export function turnedRight(turns: Turns): Turns {
	return ((turns + 1) % 4) as Turns;
}
