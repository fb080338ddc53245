/** One closed curve, drawn `copies` times, each turned by a further `360 / copies` degrees. */
export type RosetteLayer = { path: string; copies: number };

/** What is needed to draw a rosette on the square from -100 to 100, on screen or on paper. */
export type Rosette = { layers: RosetteLayer[]; circles: number[] };

/** A wave that runs between two scalloped rings; `lobes` scallops, `waves` turns of the wave. */
type Band = {
	inner: number;
	outer: number;
	innerScallop: number;
	outerScallop: number;
	lobes: number;
	waves: number;
};

const TURN = 2 * Math.PI;
const POINTS_PER_WAVE = 7;

/** Drawings asked for lately, since the pages of one folio are opened several times in a row. */
const recent = new Map<string, Rosette>();
const RECENT_LIMIT = 64;

/**
 * The guilloché rosette of a text, as engraved on security paper.
 * The same seed always gives the same drawing; folios that differ in one digit differ at a glance.
 */
export function rosette(seed: string): Rosette {
	const known = recent.get(seed);
	if (known) return known;
	const fresh = drawRosette(seed);
	if (recent.size >= RECENT_LIMIT) recent.delete(recent.keys().next().value!);
	recent.set(seed, fresh);
	return fresh;
}

function drawRosette(seed: string): Rosette {
	const next = randomSequence(seed);
	const between = (low: number, high: number) => low + next() * (high - low);
	const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!;
	const band = (inner: number, outer: number, lobes: number, waves: number): Band => {
		const depth = Math.min((outer - inner) / 5, (4 * outer) / (5 * lobes));
		const innerScallop = between(-depth, depth);
		const outerScallop = between(depth / 3, depth) * pick([-1, 1]);
		return {
			inner: inner + Math.abs(innerScallop),
			outer: outer - Math.abs(outerScallop),
			innerScallop,
			outerScallop,
			lobes,
			waves: coprime(waves, lobes),
		};
	};

	const waist = between(44, 70);
	const heart = between(16, 0.5 * waist);
	const bands = [
		band(waist, 95.5, pick([6, 7, 8, 9, 10, 12, 14, 16, 18]), pick([4, 5, 6, 7, 8, 9, 11])),
		band(heart, waist - 2.5, pick([5, 6, 7, 8, 9, 10, 12, 15]), pick([2, 3, 4, 5, 7])),
		band(1, heart - 2.5, pick([5, 6, 7, 8, 9]), pick([2, 3, 4])),
	];
	return {
		layers: bands.map((each) => ({ path: closedCurve(each), copies: each.lobes })),
		circles: [98.5, 97, waist - 1, heart - 1],
	};
}

/**
 * The rosette as a standalone SVG picture, for documents and images.
 * @param options.width of the lines, in units of a 200 wide drawing
 * @param options.style rules inside the picture, for a colour that follows the reader's scheme
 */
export function rosetteSvg(seed: string, { stroke = '#000000', width = 0.35, style = '' } = {}): string {
	const { layers, circles } = rosette(seed);
	const rings = circles.map((radius) => `<circle r="${radius.toFixed(1)}"/>`);
	const curves = layers.map(({ path, copies }, index) => {
		const uses = turns(copies).map((angle) => `<use href="#r${index}" transform="rotate(${angle})"/>`);
		return `<defs><path id="r${index}" d="${path}"/></defs>${uses.join('')}`;
	});
	const paint = `fill="none" stroke="${stroke}" stroke-width="${width}"`;
	const content = `${style && `<style>${style}</style>`}${rings.join('')}${curves.join('')}`;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -100 200 200" ${paint}>${content}</svg>`;
}

/** The angles, in degrees, at which the copies of a layer stand. */
export function turns(copies: number): string[] {
	return Array.from({ length: copies }, (_, index) => String(Number(((360 / copies) * index).toFixed(3))));
}

function closedCurve(band: Band): string {
	const steps = band.lobes * Math.ceil((POINTS_PER_WAVE * Math.max(band.waves, band.lobes)) / band.lobes);
	const points = Array.from({ length: steps }, (_, index) => pointOf(band, (TURN * index) / steps));
	const at = (index: number) => points[(index + steps) % steps]!;
	const control = (index: number): [number, number] => [
		at(index)[0] - (at(index + 1)[0] - at(index - 1)[0]) / 6,
		at(index)[1] - (at(index + 1)[1] - at(index - 1)[1]) / 6,
	];
	const [startX, startY] = at(0);
	const first: [number, number] = [2 * startX - control(0)[0], 2 * startY - control(0)[1]];
	const segments = points.map((_, index) => `${pair(control(index + 1))} ${pair(at(index + 1))}`);
	return `M${pair(at(0))}C${pair(first)} ${segments[0]}S${segments.slice(1).join(' ')}z`;
}

function pointOf(band: Band, angle: number): [number, number] {
	const scallop = Math.cos(band.lobes * angle);
	const inner = band.inner + band.innerScallop * scallop;
	const outer = band.outer + band.outerScallop * scallop;
	const radius = (inner + outer) / 2 + ((outer - inner) / 2) * Math.sin(band.waves * angle);
	return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

const pair = ([x, y]: readonly [number, number]) => `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`;

/** The nearest number from `start` up that shares no divisor with `other`, so that no two copies fall together. */
function coprime(start: number, other: number): number {
	let number = start;
	while (commonDivisor(number, other) > 1) number += 1;
	return number;
}

function commonDivisor(a: number, b: number): number {
	return b === 0 ? a : commonDivisor(b, a % b);
}

/** Numbers from 0 up to 1 that depend on the text alone: FNV-1a into mulberry32, both in the public domain. */
function randomSequence(seed: string): () => number {
	let state = 0x811c9dc5;
	for (const byte of new TextEncoder().encode(seed)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
