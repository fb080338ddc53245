const MARKS = 2 ** 32;

/**
 * Whether a submission belongs to the sample that is read twice.
 * @param mark keyed hash of its id, at least four bytes: nobody can tell it beforehand, and asking again gives the same
 * @param sharePercent how many of a hundred are drawn, from 0 to 100
 */
export function isDrawn(mark: Uint8Array, sharePercent: number): boolean {
	const { buffer, byteOffset, byteLength } = mark;
	return new DataView(buffer, byteOffset, byteLength).getUint32(0) < (MARKS * sharePercent) / 100;
}
