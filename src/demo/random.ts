/** Choices that look random and are the same for the same seed. */
export type Random = {
	/** from 0 to 1, without 1 */
	unit(): number;
	/** a whole number, both ends included */
	whole(least: number, most: number): number;
	/** true this often, from 0 to 1 */
	chance(share: number): boolean;
	/** one of a list that is not empty */
	pick<Item>(items: readonly Item[]): Item;
	/** so many different ones of a list, in random order; all of them when there are fewer */
	some<Item>(items: readonly Item[], count: number): Item[];
	/** 16 bytes, for identifiers */
	bytes(): Uint8Array;
};

/** A source of choices for one seed (mulberry32 over a FNV-1a hash of the text): quick, and not for secrets. */
export function random(seed: string): Random {
	let state = hash(seed);
	const unit = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const whole = (least: number, most: number) => least + Math.floor(unit() * (most - least + 1));
	return {
		unit,
		whole,
		chance: (share) => unit() < share,
		pick: (items) => items[whole(0, items.length - 1)]!,
		some(items, count) {
			const left = [...items];
			return Array.from(
				{ length: Math.min(count, left.length) },
				() => left.splice(whole(0, left.length - 1), 1)[0]!,
			);
		},
		bytes() {
			const bytes = new Uint8Array(16);
			for (let place = 0; place < bytes.length; place += 1) bytes[place] = whole(0, 255);
			return bytes;
		},
	};
}

function hash(text: string): number {
	let value = 0x811c9dc5;
	for (const sign of text) value = Math.imul(value ^ sign.codePointAt(0)!, 0x01000193);
	return value;
}
