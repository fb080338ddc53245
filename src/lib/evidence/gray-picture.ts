/** A picture in shades of gray, one byte a point, 0 black to 255 white, row by row. */
export type GrayPicture = { data: Uint8Array; width: number; height: number };

/** Side of the squares of which the paper's brightness is taken, in points: wider than a stroke, narrower than a shadow. */
const SQUARE = 24;
/** The brightest share of a square is paper; the rest is ink or noise. */
const PAPER_SHARE = 0.2;
const WHITE = 245;

/** Evens out the light: shadows, folds and yellow paper become white, ink stays dark. */
export function evenOutLight({ data, width, height }: GrayPicture): GrayPicture {
	const paper = smoothed(paperBrightness({ data, width, height }));
	const columns = Array.from({ length: width }, (_, x) => between(x, paper.width));
	const even = new Uint8Array(data.length);
	for (let y = 0; y < height; y++) {
		const row = between(y, paper.height);
		const [above, below] = [row.first * paper.width, row.second * paper.width];
		for (let x = 0; x < width; x++) {
			const { first, second, share } = columns[x]!;
			const up = mixed(paper.data[above + first]!, paper.data[above + second]!, share);
			const down = mixed(paper.data[below + first]!, paper.data[below + second]!, share);
			const light = Math.max(1, mixed(up, down, row.share));
			even[y * width + x] = Math.min(255, (data[y * width + x]! * WHITE) / light);
		}
	}
	return { data: even, width, height };
}

/** The squares between which a point lies, and how far it is from the first to the second. */
function between(place: number, squares: number): { first: number; second: number; share: number } {
	const exact = Math.min(Math.max((place + 0.5) / SQUARE - 0.5, 0), squares - 1);
	const first = Math.floor(exact);
	return { first, second: Math.min(first + 1, squares - 1), share: exact - first };
}

function mixed(first: number, second: number, share: number): number {
	return first + (second - first) * share;
}

/** One point for each square: how bright the paper is there. */
function paperBrightness({ data, width, height }: GrayPicture): GrayPicture {
	const [columns, rows] = [Math.ceil(width / SQUARE), Math.ceil(height / SQUARE)];
	const paper = new Uint8Array(columns * rows);
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const shades = new Uint32Array(256);
			const [bottom, right] = [Math.min(height, (row + 1) * SQUARE), Math.min(width, (column + 1) * SQUARE)];
			for (let y = row * SQUARE; y < bottom; y++)
				for (let x = column * SQUARE; x < right; x++) shades[data[y * width + x]!]!++;
			paper[row * columns + column] = brightOf(shades, (bottom - row * SQUARE) * (right - column * SQUARE));
		}
	}
	return { data: paper, width: columns, height: rows };
}

/** The shade that the brightest share of the points reach. */
function brightOf(shades: Uint32Array, points: number): number {
	let seen = 0;
	for (let shade = 255; shade > 0; shade--)
		if ((seen += shades[shade]!) >= points * PAPER_SHARE) return shade;
	return 0;
}

/** Squares full of ink take the brightness of their neighbours, then all are blended. */
function smoothed(paper: GrayPicture): GrayPicture {
	const bright = eachWithNeighbours(paper, (shades) => {
		const inOrder = shades.toSorted((one, other) => one - other);
		return inOrder[Math.floor(inOrder.length * 0.7)]!;
	});
	return eachWithNeighbours(bright, (shades) => shades.reduce((sum, shade) => sum + shade) / shades.length);
}

function eachWithNeighbours(
	{ data, width, height }: GrayPicture,
	combine: (shades: number[]) => number,
): GrayPicture {
	const combined = new Uint8Array(data.length);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const shades: number[] = [];
			for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
				for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++)
					shades.push(data[row * width + column]!);
			combined[y * width + x] = combine(shades);
		}
	}
	return { data: combined, width, height };
}

/** Lines of text that lean more are taken for something else, in degrees. */
const STEEPEST = 12;
/** A stroke is this much darker than what is so far above and below it, in points of the small picture. */
const STROKE_CONTRAST = 50;
const STROKE_REACH = 6;
const STROKE_SHADE = 160;
/** Upright is right unless another slope is better by this factor. */
const UPRIGHT_ADVANTAGE = 1.02;

/**
 * How much the lines of text lean, in degrees, clockwise positive; a tenth of a degree is told apart. Strokes are thrown
 * on the edge of the page along each slope: along the right one, lines and the gaps between them stand out most.
 * @param picture small, about 1000 points on its long side, its light evened out
 */
export function slopeOf(picture: GrayPicture): number {
	const strokes = strokesOf(picture);
	let best = 0;
	let clearest = clearness(strokes, 0, picture.height) * UPRIGHT_ADVANTAGE;
	const consider = (slope: number) => {
		const clear = clearness(strokes, slope, picture.height);
		if (clear > clearest) [best, clearest] = [slope, clear];
	};
	for (let slope = -STEEPEST; slope <= STEEPEST; slope += 0.5) consider(slope);
	const rough = best;
	for (let step = -4; step <= 4; step++) consider(rough + step / 10);
	return best;
}

/** Places of thin dark marks, from the middle of the picture: x, y, x, y… */
function strokesOf({ data, width, height }: GrayPicture): number[] {
	const strokes: number[] = [];
	for (let y = STROKE_REACH; y < height - STROKE_REACH; y++) {
		for (let x = 0; x < width; x++) {
			const here = y * width + x;
			const shade = data[here]!;
			const lightest = shade + STROKE_CONTRAST;
			if (shade >= STROKE_SHADE || data[here - STROKE_REACH * width]! <= lightest) continue;
			if (data[here + STROKE_REACH * width]! > lightest) strokes.push(x - width / 2, y - height / 2);
		}
	}
	return strokes;
}

function clearness(strokes: readonly number[], slope: number, height: number): number {
	const rise = Math.tan((slope * Math.PI) / 180);
	const counts = new Float64Array(2 * height);
	for (let index = 0; index < strokes.length; index += 2) {
		const row = Math.round(strokes[index + 1]! - strokes[index]! * rise + height);
		if (row >= 0 && row < counts.length) counts[row]!++;
	}
	let sum = 0;
	for (let row = 1; row < counts.length; row++) sum += (counts[row]! - counts[row - 1]!) ** 2;
	return sum;
}
