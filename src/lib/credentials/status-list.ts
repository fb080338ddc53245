import type { Certificate } from './certified-rating.server.ts';

/** Places in one list: the least that keeps one person from being told from others (Bitstring Status List 1.0). */
export const LIST_SIZE = 131_072;

/** In which list, from 1 on, and at which place a certificate stands. */
export function placeOf({ statusIndex }: Pick<Certificate, 'statusIndex'>): { list: number; index: number } {
	return { list: Math.floor(statusIndex / LIST_SIZE) + 1, index: statusIndex % LIST_SIZE };
}

/** The bits of a list, the leftmost bit of the first byte being place 0. */
export function bitsOf(places: readonly number[]): Uint8Array {
	const bits = new Uint8Array(LIST_SIZE / 8);
	for (const place of places) bits[place >> 3]! |= 0x80 >> (place & 7);
	return bits;
}
