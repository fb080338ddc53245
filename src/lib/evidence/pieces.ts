/** A part of an upload that lies by itself: bytes from `start` up to but not including `end`. */
export type Piece = { key: string; start: number; end: number };

/** Last part of the key of a piece; such names sort as the bytes do. */
export function pieceName(start: number, end: number): string {
	return `${padded(start)}-${padded(end)}`;
}

/** The pieces among keys, the first bytes first; other keys are left out. */
export function piecesIn(keys: readonly string[]): Piece[] {
	return keys
		.flatMap((key) => {
			const [, start, end] = /\/(\d{12})-(\d{12})$/.exec(key) ?? [];
			return start && end ? [{ key, start: Number(start), end: Number(end) }] : [];
		})
		.sort((a, b) => a.start - b.start);
}

/**
 * How far sorted pieces reach from byte 0 without a gap. They may overlap: a request that lost its client and the one
 * that goes on for it both put what they have, and it is the same bytes.
 */
export function covered(pieces: readonly Piece[]): number {
	return pieces.reduce((reach, { start, end }) => (start <= reach ? Math.max(reach, end) : reach), 0);
}

function padded(offset: number): string {
	return String(offset).padStart(12, '0');
}
