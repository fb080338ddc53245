const BLANK = /[ \t\r\n]*/y;
// eslint-disable-next-line no-control-regex -- JSON forbids exactly these characters inside a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Line, from 1, on which a text stops being JSON; nothing when it is JSON throughout.
 * The engine's own message has no position in half of the cases, and an adopter needs one.
 */
export function findJsonErrorLine(text: string): number | undefined {
	const end = value(text, 0);
	const stop = end.ok ? skip(BLANK, text, end.at) : end.at;
	if (end.ok && stop === text.length) return undefined;
	return text.slice(0, stop).split('\n').length;
}

type Step = { ok: boolean; at: number };

function skip(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : at;
}

function value(text: string, from: number): Step {
	const at = skip(BLANK, text, from);
	if (text[at] === '{') return list(text, at + 1, '}', member);
	if (text[at] === '[') return list(text, at + 1, ']', value);
	const end = skip(text[at] === '"' ? STRING : SCALAR, text, at);
	return { ok: end > at, at: end };
}

function member(text: string, from: number): Step {
	const at = skip(BLANK, text, from);
	const name = text[at] === '"' ? skip(STRING, text, at) : at;
	const colon = skip(BLANK, text, name);
	return name > at && text[colon] === ':' ? value(text, colon + 1) : { ok: false, at: colon };
}

function list(text: string, from: number, close: string, item: typeof value): Step {
	let at = skip(BLANK, text, from);
	if (text[at] === close) return { ok: true, at: at + 1 };
	for (;;) {
		const read = item(text, at);
		if (!read.ok) return read;
		at = skip(BLANK, text, read.at);
		if (text[at] === close) return { ok: true, at: at + 1 };
		if (text[at] !== ',') return { ok: false, at };
		at++;
	}
}
