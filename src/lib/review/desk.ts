import type { ClaimDecision } from '#lib/cedula/submission.ts';
import { turnedRight, type Turns } from '#lib/evidence/turns.ts';
import { nearer, type Zoom } from '#lib/evidence/viewer.ts';

/** How a claim stands after a decision that was taken on this page. */
export type Change = { state: ClaimDecision; reason: string | null; note: string | null };

/** What lies on a reviewer's desk: decisions taken since the page was loaded, and what is being looked at. */
export type Desk = {
	/** by claim */
	changes: Record<string, Change>;
	/** undefined while the remark on the identity is as it was loaded */
	remark: string | null | undefined;
	current: string | null;
	file: string | null;
	zoom: Zoom;
	/** of the view only */
	turns: Turns;
};

type Claim = { id: string; files: readonly { id: string }[] };

/** A desk on which nothing was done yet. */
export function emptyDesk(): Desk {
	return { changes: {}, remark: undefined, current: null, file: null, zoom: 0, turns: 0 };
}

/** Claims as loaded, with the decisions taken since. */
export function withChanges<Loaded extends { id: string }>(
	loaded: readonly Loaded[],
	{ changes }: Pick<Desk, 'changes'>,
): (Loaded & Partial<Change>)[] {
	return loaded.map((claim) => ({ ...claim, ...changes[claim.id] }));
}

/** Makes a claim the current one: its documents are shown from the first, straight and in full width. */
export function choose(desk: Desk, claims: readonly Claim[], id: string): void {
	if (id === desk.current) return;
	desk.current = id;
	desk.zoom = 0;
	desk.turns = 0;
	desk.file = filesOf(claims, id)[0]?.id ?? null;
}

/** Writes a decision down; undefined takes it back. @returns what stood before */
export function change(desk: Desk, id: string, decision: Change | undefined): Change | undefined {
	const former = desk.changes[id];
	if (decision) desk.changes[id] = decision;
	else delete desk.changes[id];
	return former;
}

/** Shows another document of the current claim. */
export function moveFile(desk: Desk, claims: readonly Claim[], step: 1 | -1): void {
	desk.file = neighbour(filesOf(claims, desk.current), desk.file, step);
}

/** Nearer or farther, between the full width and three times as much. */
export function changeZoom(desk: Desk, step: 1 | -1): void {
	desk.zoom = nearer(desk.zoom, step);
}

/** A quarter turn to the right. */
export function turn(desk: Desk): void {
	desk.turns = turnedRight(desk.turns);
}

/**
 * Where the work goes on after a decision: the next claim still to be decided, else the first one; null when none is left.
 * @param claims in the order of the page
 */
export function nextToDecide(claims: readonly { id: string; state: string }[], after: string): string | null {
	const place = claims.findIndex((claim) => claim.id === after);
	const following = [...claims.slice(place + 1), ...claims.slice(0, Math.max(place, 0))];
	return following.find((claim) => claim.state === 'submitted')?.id ?? null;
}

/** The thing so many places further, staying within the list; the first one when none was chosen. */
export function neighbour(list: readonly { id: string }[], from: string | null, step: 1 | -1): string | null {
	const place = list.findIndex((each) => each.id === from);
	const target = Math.min(Math.max(place === -1 ? 0 : place + step, 0), list.length - 1);
	return list[target]?.id ?? null;
}

function filesOf(claims: readonly Claim[], id: string | null) {
	return claims.find((claim) => claim.id === id)?.files ?? [];
}
