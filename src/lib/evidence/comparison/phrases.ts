import {
	isAbove,
	isLevel,
	nextContent,
	nextOf,
	previousOf,
	widthOf,
	type Cell,
	type Flow,
	type Token,
} from './cell.ts';
import {
	BEGINS_NEW,
	CLAUSES,
	DETERMINERS,
	HEADINGS,
	JOINING,
	LEADS_IN,
	PREPOSITIONS,
	UNITS,
} from './phrase-words.ts';
import { contentWords, PARTICLES, sameWord, type Freedom } from './words.ts';

/** What ends a value: a comma ends a name of an institution, and may go on within a title. */
export type PhraseKind = 'name' | 'title';

/** Whether what was found is the whole value on the page, a part of a longer one, or that cannot be told. */
export type Wholeness = 'whole' | 'part' | 'unclear';

/** A place where the words of a phrase stand. */
export type Occurrence = { tokens: Token[]; wholeness: Wholeness };

/** A longer value than this is none. */
const LONGEST = 16;
const LONGEST_ACRONYM = 6;

/** All places where the words of a phrase stand one after the other; particles may be missing or more. */
export function findPhrase(
	flow: Flow,
	phrase: string,
	kind: PhraseKind,
	freedom: Freedom = {},
): Occurrence[] {
	const words = contentWords(phrase);
	if (words.length === 0) return [];
	const found: Occurrence[] = [];
	for (const { tokens } of flow.cells)
		for (const first of tokens) {
			const run = runFrom(first, words, freedom);
			if (run) found.push({ tokens: run, wholeness: wholenessOf(run, kind) });
		}
	return found;
}

function runFrom(first: Token, words: readonly string[], freedom: Freedom): Token[] | undefined {
	const run: Token[] = [];
	let token: Token | undefined = first;
	let place = 0;
	while (token && place < words.length) {
		if (sameWord(token, words[place]!, freedom)) place++;
		else if (run.length === 0 || !PARTICLES.has(token.key)) return undefined;
		run.push(token);
		token = nextOf(token);
	}
	return place === words.length ? run : undefined;
}

function wholenessOf(run: readonly Token[], kind: PhraseKind): Wholeness {
	const ends = [after(run.at(-1)!, kind), before(run[0]!)];
	if (ends.includes('part')) return 'part';
	return ends.includes('unclear') ? 'unclear' : 'whole';
}

/** From a first word on to where the value ends. */
export function extend(first: Token, kind: PhraseKind): Token[] {
	const run = [first];
	while (run.length < LONGEST && after(run.at(-1)!, kind) !== 'whole') {
		const next = nextOf(run.at(-1)!);
		if (!next) break;
		run.push(next);
	}
	while (run.length > 1 && JOINING.has(run.at(-1)!.key)) run.pop();
	return run;
}

/** The whole value of which a run is a part. */
export function whole(run: readonly Token[], kind: PhraseKind): Token[] {
	const longer = [...run.slice(0, -1), ...extend(run.at(-1)!, kind)];
	while (longer.length < LONGEST && before(longer[0]!) === 'part') {
		const previous = previousOf(longer[0]!);
		if (!previous) break;
		longer.unshift(previous);
	}
	while (longer.length > 1 && JOINING.has(longer[0]!.key)) longer.shift();
	return longer;
}

/** Whether the value ends with a token. */
function after(last: Token, kind: PhraseKind): Wholeness {
	const next = nextOf(last);
	if (!next) return 'whole';
	const isLineEnd = next.cell !== last.cell;
	const mark = last.after + (isLineEnd ? '' : next.before);
	if (/[;»”")\]]|[.:]$/.test(mark) && endsSentence(last, mark, next)) return 'whole';
	if (isLineEnd && (!mayWrap(last.cell, next) || startsLine(next))) return 'whole';
	if (beginsNew(next) || beginsClause(next, mark)) return 'whole';
	if (/[,:]/.test(mark) && kind === 'name') return 'whole';
	if (isLineEnd && last.style !== next.style && [last.style, next.style].includes('upper')) return 'whole';
	return JOINING.has(next.key) ? afterJoining(last, next) : goesOn(last, next, mark);
}

function endsSentence(last: Token, mark: string, next: Token): boolean {
	if (/[;»”")\]]/.test(mark)) return true;
	if (mark.includes(':')) return false;
	return last.key.length > 3 ? true : next.style !== 'lower' && next.style !== 'other' && last.key.length > 2;
}

/** «… de esta casa», «… a partir del»: over. «… de Zaragoza», «… y finanzas»: not yet. */
function afterJoining(last: Token, joining: Token): Wholeness {
	let next = nextOf(joining);
	const isAnd = ['y', 'e', 'o', 'u'].includes(joining.key);
	if (next && !isAnd && ['la', 'el', 'los', 'las'].includes(next.key)) {
		const noun = nextOf(next);
		if (noun && (/^\d/.test(noun.key) || DETERMINERS.has(noun.key))) return 'whole';
		if (!['de', 'del'].includes(joining.key) && (UNITS.has(noun?.key ?? '') || !isWritten(noun, last)))
			return 'whole';
		next = noun;
	}
	if (!next || beginsNew(next) || (!isAnd && (DETERMINERS.has(next.key) || /^\d/.test(next.key))))
		return 'whole';
	if (isAnd && ['hasta', 'desde'].includes(next.key)) return 'whole';
	if (styleOf(last) === 'upper')
		return next.style === 'upper' || joining.style === 'upper' ? 'part' : 'whole';
	return 'part';
}

function isWritten(next: Token | undefined, last: Token): boolean {
	return (
		next !== undefined && (next.style === last.style || next.style === 'title' || next.style === 'upper')
	);
}

function goesOn(last: Token, next: Token, mark: string): Wholeness {
	const style = styleOf(last);
	if (style === 'upper' && next.style !== 'upper' && next.style !== 'other') return 'whole';
	if (style === 'title' && next.style === 'upper' && next.key.length > LONGEST_ACRONYM) return 'whole';
	if (/^\d/.test(next.key)) return mark.includes(',') ? 'whole' : 'unclear';
	if (next.style === 'other') return 'unclear';
	return 'part';
}

function beginsNew({ key, text }: Token): boolean {
	return BEGINS_NEW.has(key) || text.toLowerCase() === 'cursó';
}

/** «…, con resultado», «con una duración», «por haber»: over. «Gestión por resultados»: not yet. */
function beginsClause(next: Token, mark: string): boolean {
	if (!PREPOSITIONS.has(next.key))
		return /,/.test(mark) && (CLAUSES.has(next.key) || ['en', 'a', 'el', 'la'].includes(next.key));
	return /,/.test(mark) || CLAUSES.has(nextOf(next)?.key ?? '');
}

/** Whether a line begins with something of its own: a unit, a label, in other letters than small ones. */
function startsLine({ key, style, cell }: Token): boolean {
	if (UNITS.has(key)) return style !== 'lower';
	return HEADINGS.has(key) && (style === 'title' || style === 'upper' || cell.tokens.length === 1);
}

/** Whether the value begins with a token. */
function before(first: Token): Wholeness {
	if (/["«“(:]/.test(first.before)) return 'whole';
	const previous = previousOf(first);
	if (!previous) return 'whole';
	if (previous.cell !== first.cell && !mayWrap(previous.cell, first)) return 'whole';
	if (/[.,;»”")\]-]/.test(previous.after) || (previous.after.includes(':') && first.style !== 'lower'))
		return 'whole';
	return JOINING.has(previous.key) ? beforeParticle(first, previous) : beforeWord(first, previous);
}

function beforeWord(first: Token, previous: Token): Wholeness {
	if (LEADS_IN.has(previous.key) || beginsNew(previous) || previous.style === 'other') return 'whole';
	const [style, styleBefore] = [styleOf(first), styleOf(previous)];
	if (style === 'lower') return styleBefore === 'lower' ? 'unclear' : 'part';
	return style === styleBefore ? 'part' : 'whole';
}

/** «puesto de Tesorero», «el Instituto»: begins. «Director de Egresos», «Ética y responsabilidades»: does not. */
function beforeParticle(first: Token, particle: Token): Wholeness {
	let previous = previousOf(particle);
	while (previous && JOINING.has(previous.key)) previous = previousOf(previous);
	if (!previous || LEADS_IN.has(previous.key) || beginsNew(previous) || /[.,:;]/.test(previous.after))
		return 'whole';
	const [style, styleBefore] = [styleOf(first), styleOf(previous)];
	if (style === 'lower' || ['y', 'e'].includes(particle.key)) return 'part';
	if (styleBefore === 'lower' || styleBefore === 'other') return 'whole';
	return style === styleBefore ? 'part' : 'whole';
}

/** How a word is written, where an abbreviation in capitals within a name counts as the name: «Sistema Municipal DIF». */
function styleOf(token: Token): Token['style'] {
	const isShort = token.style === 'upper' && token.key.length <= LONGEST_ACRONYM;
	return isShort && previousOf(token)?.style === 'title' ? 'title' : token.style;
}

/** Whether a line ended because the next word did not fit: lines that begin or are centred alike show how wide they may be. */
function mayWrap(cell: Cell, next: Token): boolean {
	const lines = neighbours(cell);
	const widest = Math.max(...lines.map(({ left, right }) => right - left));
	return widest - (cell.right - cell.left) < widthOf(next) + 0.8 * cell.height;
}

function neighbours(cell: Cell): Cell[] {
	const lines = [cell];
	for (let line = cell.above; line && lines.length < 8; line = line.above) lines.push(line);
	for (let line = cell.below; line && lines.length < 16; line = line.below) lines.push(line);
	return lines;
}

/** A value beside or below its label. */
export function valuesOf(flow: Flow, labels: readonly string[]): Token[] {
	return labels.flatMap((label) => {
		const words = label.split(' ');
		return flow.cells.flatMap(({ tokens }) =>
			tokens.flatMap((first) => {
				const run = runFrom(first, words, {});
				return run ? valueAfter(run.at(-1)!, run[0]!, flow) : [];
			}),
		);
	});
}

function valueAfter(last: Token, first: Token, flow: Flow): Token[] {
	const { cell } = last;
	let next = cell.tokens[last.index + 1];
	while (next && (PARTICLES.has(next.key) || next.key === 'como')) next = cell.tokens[next.index + 1];
	if (next) return [next];
	const isLabel = first.index === 0 || /[.:;,]/.test(cell.tokens[first.index - 1]!.after);
	const below = nextContent(last);
	if (!isLabel) return below ? [below] : [];
	const page = flow.cells.filter((other) => other !== cell && other.page === cell.page);
	const beside = page.filter((other) => other.left >= cell.right && isLevel(cell, other));
	const under = page.filter((other) => isAbove(cell, other));
	return [
		beside.toSorted((one, other) => one.left - other.left)[0],
		under.toSorted((one, other) => one.top - other.top)[0],
	].flatMap((found) => found?.tokens[0] ?? []);
}
