/** Random draws that are the same for the same seed: a simulation can be repeated to the last case. */
export type Draws = {
	/** from 0 to 1, without 1 */
	unit(): number;
	/** true this often, from 0 to 1 */
	chance(share: number): boolean;
	/** a duration without memory, of this mean */
	exponential(mean: number): number;
	/** a duration of this mean; `spread` is its standard deviation over its mean (0: always the mean, 1: exponential) */
	duration(mean: number, spread: number): number;
	/** how many of something that happens this often on average */
	count(mean: number): number;
};

/** Largest mean whose count is drawn in one go, so that `exp(-mean)` keeps its digits. */
const ONE_GO = 20;

/** A source of draws for a seed (xoshiro128** started from a FNV-1a hash of the text); not for secrets. */
export function draws(seed: string): Draws {
	const unit = uniform(seed);
	const exponential = (mean: number) => -mean * Math.log(1 - unit());
	return {
		unit,
		chance: (share) => unit() < share,
		exponential,
		duration: (mean, spread) => (spread === 0 ? mean : mean * spread ** 2 * gamma(1 / spread ** 2, unit)),
		count(mean) {
			let counted = 0;
			for (let left = mean; left > 0; left -= ONE_GO) counted += poisson(Math.min(left, ONE_GO), unit);
			return counted;
		},
	};
}

function poisson(mean: number, unit: () => number): number {
	const limit = Math.exp(-mean);
	let product = unit();
	let counted = 0;
	while (product > limit) {
		product *= unit();
		counted++;
	}
	return counted;
}

/** Gamma of scale 1 by squeezed rejection (Marsaglia and Tsang 2000). */
function gamma(shape: number, unit: () => number): number {
	if (shape < 1) return gamma(shape + 1, unit) * (1 - unit()) ** (1 / shape);
	const d = shape - 1 / 3;
	const c = 1 / Math.sqrt(9 * d);
	for (;;) {
		const x = normal(unit);
		const v = (1 + c * x) ** 3;
		if (v > 0 && Math.log(1 - unit()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return d * v;
	}
}

function normal(unit: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
}

function uniform(seed: string): () => number {
	const [first, second, third, fourth] = startingState(seed);
	let [a, b, c, d] = [first, second, third, fourth];
	return () => {
		const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
		const shifted = b << 9;
		c ^= a;
		d ^= b;
		b ^= c;
		a ^= d;
		c ^= shifted;
		d = rotate(d, 11);
		return (result >>> 0) / 2 ** 32;
	};
}

function startingState(seed: string): [number, number, number, number] {
	let hash = 0x811c9dc5;
	for (const sign of seed) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193);
	const next = () => {
		hash = (hash + 0x9e3779b9) | 0;
		const mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
		return Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
	};
	return [next(), next(), next(), next() | 1];
}

function rotate(value: number, by: number): number {
	return (value << by) | (value >>> (32 - by));
}
