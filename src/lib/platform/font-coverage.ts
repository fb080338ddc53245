const FORMAT_SEGMENTS = 4;
const FORMAT_GROUPS = 12;

/**
 * The characters that a TrueType or OpenType font can draw, by code point (OpenType, "cmap").
 * @throws RangeError when the bytes are no such font
 */
export function coverageOf(font: Uint8Array): ReadonlySet<number> {
	const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
	const covered = new Set<number>();
	for (const offset of subtables(view, tableOffset(view, 'cmap'))) {
		const format = view.getUint16(offset);
		if (format === FORMAT_SEGMENTS) addSegments(view, offset, covered);
		if (format === FORMAT_GROUPS) addGroups(view, offset, covered);
	}
	return covered;
}

function tableOffset(view: DataView, wanted: string): number {
	for (let index = 0; index < view.getUint16(4); index++) {
		const record = 12 + index * 16;
		const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(record + byte)));
		if (tag === wanted) return view.getUint32(record + 8);
	}
	throw new RangeError(`the font has no table ${wanted}`);
}

function subtables(view: DataView, cmap: number): number[] {
	return Array.from(
		{ length: view.getUint16(cmap + 2) },
		(_, index) => cmap + view.getUint32(cmap + 4 + index * 8 + 4),
	);
}

function addSegments(view: DataView, table: number, covered: Set<number>): void {
	const bytes = view.getUint16(table + 6);
	const ends = table + 14;
	const starts = ends + bytes + 2;
	for (let at = 0; at < bytes; at += 2) {
		const [start, end] = [view.getUint16(starts + at), view.getUint16(ends + at)];
		const delta = view.getUint16(starts + bytes + at);
		const rangeAt = starts + 2 * bytes + at;
		const range = view.getUint16(rangeAt);
		for (let code = start; code <= end && code < 0xffff; code++) {
			const glyph = range === 0 ? code : view.getUint16(rangeAt + range + 2 * (code - start));
			if (glyph !== 0 && ((glyph + delta) & 0xffff) !== 0) covered.add(code);
		}
	}
}

function addGroups(view: DataView, table: number, covered: Set<number>): void {
	for (let index = 0; index < view.getUint32(table + 12); index++) {
		const group = table + 16 + index * 12;
		for (let code = view.getUint32(group); code <= view.getUint32(group + 4); code++) covered.add(code);
	}
}
