import { inflateSync, constants } from 'node:zlib';
import type { RefusalCode } from './evidence.ts';

/** What the skeleton of a PDF tells, without drawing it. */
export type PdfStructure = {
	/** why it cannot be taken; null when nothing speaks against it */
	refusal: RefusalCode | null;
	/** protected in some way: only opening it tells whether it asks for a password */
	encrypted: boolean;
};

/** Names that stand for something that runs, opens or fetches (ISO 32000-2, 12.6.4 and 13), and forms that are programs. */
const ACTIVE = /\/(JavaScript|Launch|ImportData|Rendition|RichMedia|Movie|GoToE|XFA)(?=[\s/<>[\]()]|$)/;
/** Names that stand for a file inside the file (ISO 32000-2, 7.11.4). */
const EMBEDDED = /\/(EmbeddedFiles?|FileAttachment)(?=[\s/<>[\]()]|$)/;
/** Additional actions: they run by themselves on opening a page or a field. */
const ADDITIONAL_ACTIONS = /\/AA\s*(<<|\d+\s+\d+\s+R)/;
/** Actions on opening that only move the view. */
const HARMLESS_ACTIONS = ['GoTo', 'Named'];
const TAIL = 2048;
const LARGEST_OBJECT_STREAM = 8 * 1024 * 1024;
const LARGEST_OBJECT_STREAMS = 16 * 1024 * 1024;
/** No honest dictionary that we look for is longer, and no honest file has more actions on opening: bounds the work. */
const LONGEST_DICTIONARY = 4096;
const MOST_OPENING_ACTIONS = 32;
const MOST_PAGE_NODES = 100;
const LONGEST_PAGE_NODE = 65_536;

/**
 * Reads the skeleton of a PDF: everything outside of its streams, and the streams that hold objects.
 * Fast (no page is interpreted), so that it can answer while the person waits; what needs a real reader is left to the job.
 */
export function examinePdf(bytes: Uint8Array, maxPages: number): PdfStructure {
	const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
	const { outside, objectStreams } = splitStreams(raw);
	const encrypted = /\/Encrypt\s*(<<|\d+\s+\d+\s+R)/.test(outside);
	const inside = encrypted ? { text: '', unreadable: false } : readObjectStreams(objectStreams, bytes);
	const skeleton = plainNames(`${outside}\n${inside.text}`);
	const fault = faultOf(bytes, plainNames(raw), skeleton, inside.unreadable);
	const tooLong = announcedPages(skeleton) > maxPages ? 'too_many_pages' : null;
	return { refusal: fault ?? tooLong, encrypted };
}

function faultOf(bytes: Uint8Array, raw: string, skeleton: string, unreadable: boolean): RefusalCode | null {
	if (endsAsZip(bytes)) return 'two_formats';
	if (!endsAsPdf(raw)) return 'damaged';
	if (EMBEDDED.test(raw) || EMBEDDED.test(skeleton)) return 'embedded_files';
	if (ACTIVE.test(raw) || ACTIVE.test(skeleton) || ADDITIONAL_ACTIONS.test(skeleton)) return 'active_content';
	if (opensSomething(skeleton)) return 'active_content';
	return unreadable ? 'unreadable_parts' : null;
}

type Span = { start: number; end: number };

/** Parts a PDF into what lies outside of streams and the places of streams that hold objects. */
function splitStreams(raw: string): { outside: string; objectStreams: (Span & { dictionary: string })[] } {
	const opening = />>\s*stream\r?\n/g;
	const pieces: string[] = [];
	const objectStreams: (Span & { dictionary: string })[] = [];
	let from = 0;
	for (let match = opening.exec(raw); match; match = opening.exec(raw)) {
		const start = match.index + match[0].length;
		const found = raw.indexOf('endstream', start);
		const end = found === -1 ? raw.length : found;
		const before = raw.slice(Math.max(from, match.index - LONGEST_DICTIONARY), start);
		const dictionary = plainNames(before.slice(Math.max(0, before.lastIndexOf('obj'))));
		if (/\/ObjStm\b/.test(dictionary)) objectStreams.push({ start, end, dictionary });
		pieces.push(raw.slice(from, start));
		from = end;
		opening.lastIndex = end;
	}
	pieces.push(raw.slice(from));
	return { outside: pieces.join(''), objectStreams };
}

/** Inflates the streams that hold objects, within limits; other codings than the usual one count as unreadable. */
function readObjectStreams(streams: (Span & { dictionary: string })[], bytes: Uint8Array) {
	const texts: string[] = [];
	let total = 0;
	let unreadable = false;
	for (const { start, end, dictionary } of streams) {
		const text = inflated(bytes.subarray(start, end), dictionary);
		const objects = text === null ? null : asObjects(text, dictionary);
		total += text?.length ?? 0;
		unreadable = objects === null || total > LARGEST_OBJECT_STREAMS;
		if (objects === null || unreadable) break;
		texts.push(objects);
	}
	return { text: texts.join('\n'), unreadable };
}

function inflated(stream: Uint8Array, dictionary: string): string | null {
	const filters = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1]?.match(/\/\w+/g) ?? [];
	if (filters.length === 0) return Buffer.from(stream).toString('latin1');
	if (filters.length > 1 || filters[0] !== '/FlateDecode') return null;
	try {
		const limits = { maxOutputLength: LARGEST_OBJECT_STREAM, finishFlush: constants.Z_SYNC_FLUSH };
		return inflateSync(stream, limits).toString('latin1');
	} catch {
		return null;
	}
}

/**
 * Writes the objects of an object stream as a plain file would have them, so that references to them are found.
 * @returns null when its table is not in order
 */
function asObjects(text: string, dictionary: string): string | null {
	const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? 0);
	const table = text.slice(0, first).trim().split(/\s+/).filter(Boolean).map(Number);
	const objects: string[] = [];
	for (let i = 0, from = -1; i + 1 < table.length; i += 2) {
		const offset = table[i + 1]!;
		if (!(offset > from) || offset > text.length) return null;
		from = offset;
		const next = table[i + 3];
		objects.push(
			`\n${table[i]} 0 obj\n${text.slice(first + offset, next === undefined ? undefined : first + next)}\nendobj`,
		);
	}
	return objects.join('');
}

/** Names may spell any letter as `#xx`: the same name, written to be overlooked. */
function plainNames(text: string): string {
	if (!text.includes('#')) return text;
	const bytes = Buffer.from(text, 'latin1');
	let end = 0;
	for (let at = 0; at < bytes.length; at++, end++) {
		const code = bytes[at] === NUMBER_SIGN ? hexValue(bytes[at + 1]) * 16 + hexValue(bytes[at + 2]) : NaN;
		bytes[end] = Number.isNaN(code) ? bytes[at]! : code;
		if (!Number.isNaN(code)) at += 2;
	}
	return bytes.toString('latin1', 0, end);
}

const NUMBER_SIGN = 0x23;

/** Value of a hexadecimal digit; NaN for any other byte. */
function hexValue(byte = 0): number {
	if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
	const letter = byte | 0x20;
	return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : NaN;
}

/** Whether what happens on opening is more than a move of the view. */
function opensSomething(skeleton: string): boolean {
	const places = [...skeleton.matchAll(/\/OpenAction(?=[\s/<[\d])/g)];
	if (places.length > MOST_OPENING_ACTIONS) return true;
	for (const { index } of places) {
		const value = resolved(skeleton, trimmed(skeleton, index + '/OpenAction'.length));
		if (value.startsWith('[') || value.startsWith('null')) continue;
		const kind = /\/S\s*\/(\w+)/.exec(dictionaryAt(value))?.[1];
		if (!kind || !HARMLESS_ACTIONS.includes(kind)) return true;
	}
	return false;
}

/** Follows a reference to the newest object of that number; other values stay as they are. */
function resolved(skeleton: string, value: string): string {
	const reference = /^(\d+)\s+(\d+)\s+R/.exec(value);
	if (!reference) return value;
	const [, number, generation] = reference;
	const objects = [...skeleton.matchAll(new RegExp(`(?<!\\d)${number}\\s+${generation}\\s+obj`, 'g'))];
	const last = objects.at(-1);
	return last ? trimmed(skeleton, last.index + last[0].length) : '';
}

function trimmed(skeleton: string, from: number): string {
	return skeleton.slice(from, from + LONGEST_DICTIONARY).trimStart();
}

/** The dictionary that a text begins with, up to its own closing bracket. */
function dictionaryAt(text: string): string {
	let depth = 0;
	for (const { 0: bracket, index } of text.matchAll(/<<|>>/g)) {
		depth += bracket === '<<' ? 1 : -1;
		if (depth === 0) return text.slice(0, index);
	}
	return text;
}

function announcedPages(skeleton: string): number {
	let most = 0;
	for (const { index } of [...skeleton.matchAll(/\/Type\s*\/Pages\b/g)].slice(0, MOST_PAGE_NODES)) {
		const before = skeleton.slice(Math.max(0, index - LONGEST_PAGE_NODE), index);
		const after = skeleton.slice(index, index + LONGEST_PAGE_NODE).split('endobj', 1)[0]!;
		const node = before.slice(before.lastIndexOf('obj') + 1) + after;
		most = Math.max(most, Number(/\/Count\s+(\d+)/.exec(node)?.[1] ?? 0));
	}
	return most;
}

/** A whole PDF tells near its end where its table of objects is; one that was cut does not. */
function endsAsPdf(raw: string): boolean {
	let end = raw.length;
	while (end > 0 && (raw.charCodeAt(end - 1) === 0 || raw.charCodeAt(end - 1) === 32)) end--;
	return /startxref\s+\d/.test(raw.slice(Math.max(0, end - TAIL), end)) && raw.includes('obj');
}

/** Whether a reader of ZIP files would accept it: the mark of their end, which counts exactly what follows it. */
function endsAsZip(bytes: Uint8Array): boolean {
	const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 65_557)));
	for (
		let at = tail.lastIndexOf('PK\x05\x06');
		at >= 0;
		at = at === 0 ? -1 : tail.lastIndexOf('PK\x05\x06', at - 1)
	) {
		if (at + 22 > tail.length) continue;
		const commentEnds = at + 22 + tail.readUInt16LE(at + 20) === tail.length;
		const directory = tail.readUInt32LE(at + 16);
		const namesDirectory = Buffer.from(bytes.subarray(directory, directory + 4)).equals(
			Buffer.from('PK\x01\x02'),
		);
		if (commentEnds || namesDirectory) return true;
	}
	return false;
}
