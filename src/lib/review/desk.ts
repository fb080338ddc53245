import type { ClaimDecision } from '#lib/cedula/submission.ts';
import type { Box } from '#lib/evidence/reading.ts';
import { turnedRight, type Turns } from '#lib/evidence/turns.ts';
import { nearer, type Zoom } from '#lib/evidence/viewer.ts';

/** How a claim stands after a decision that was taken on this page. */
export type Change = { state: ClaimDecision; reason: string | null; note: string | null };

/** A place on a page of a document at which a declared value was read; `field` tells it from the others of its document. */
export type Mark = { fileId: string; field: string; page: number; box: Box };

/** A reason and a note that were not sent yet. */
export type Draft = { reason: string; note: string };

/** Decisions that were taken in one go: how each claim stood before, and how it stands since. */
export type Step = { id: string; before: Change; after: Change }[];

/** What lies on a reviewer's desk: decisions taken since the page was loaded, and what is being looked at. */
export type Desk = {
	/** by claim */
	changes: Record<string, Change>;
	/** undefined while the remark on the identity is as it was loaded */
	remark: string | null | undefined;
	/** what is being written about a claim and was not sent yet, by claim */
	drafts: Record<string, Draft>;
	/** what may be undone, the newest last */
	past: Step[];
	current: string | null;
	file: string | null;
	mark: Mark | null;
	zoom: Zoom;
	/** of the view only */
	turns: Turns;
};

type Claim = { id: string; files: readonly { id: string }[] };
type ReadRow = { field: string; page: number; box: Box | null };
type ReadClaim = { id: string; files: readonly { id: string; reading: { rows: readonly ReadRow[] } }[] };

/** A desk on which nothing was done yet. */
export function emptyDesk(): Desk {
	return {
		changes: {},
		remark: undefined,
		drafts: {},
		past: [],
		current: null,
		file: null,
		mark: null,
		zoom: 0,
		turns: 0,
	};
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
	desk.mark = null;
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

const changedKeys = ['state', 'reason', 'note'] as const;

/** Writes down what can be undone; what did not change anything cannot. */
export function remember(desk: Desk, step: Step): void {
	const changed = step.filter(({ before, after }) => changedKeys.some((key) => before[key] !== after[key]));
	if (changed.length > 0) desk.past.push(changed);
}

/** Shows a document of the current claim. */
export function showFile(desk: Desk, fileId: string | null): void {
	desk.file = fileId;
	desk.mark = null;
}

/** Shows another document of the current claim. */
export function moveFile(desk: Desk, claims: readonly Claim[], step: 1 | -1): void {
	showFile(desk, neighbour(filesOf(claims, desk.current), desk.file, step));
}

/** Shows where on its page something was read. */
export function showMark(desk: Desk, claims: readonly Claim[], claimId: string, mark: Mark): void {
	choose(desk, claims, claimId);
	desk.file = mark.fileId;
	desk.mark = mark;
}

/** The place after the marked one among those of the current claim; after the last comes the first. Null when it has none. */
export function nextMark(
	claims: readonly ReadClaim[],
	{ current, mark }: Pick<Desk, 'current' | 'mark'>,
): Mark | null {
	const files = claims.find(({ id }) => id === current)?.files ?? [];
	const marks = files.flatMap(({ id, reading }) =>
		reading.rows.flatMap(({ field, page, box }) => (box ? [{ fileId: id, field, page, box }] : [])),
	);
	const place = marks.findIndex(({ fileId, field }) => fileId === mark?.fileId && field === mark.field);
	return marks[(place + 1) % marks.length] ?? null;
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
