import { textOf, tokensOf, type Cell, type Flow, type Token } from './cell.ts';
import { leastSure, match, mismatch, NOT_FOUND, type Outcome } from './outcome.ts';
import { valuesOf } from './phrases.ts';
import { contentWords, mayBe, PARTICLES, sameWord } from './words.ts';

/** The names of a person; some have one surname. */
export type Names = { givenNames: string; firstSurname: string; secondSurname: string | null };

/** Titles and forms of address that are no names. */
const ADDRESS = new Set(
	'c lic licenciado licenciada ing ingeniero ingeniera arq mtro mtra maestro maestra dr dra doctor doctora profr profra prof cp sr sra srita don dona ciudadano ciudadana alumno alumna estudiante tsu'.split(
		' ',
	),
);
/** Words in capitals around names, which no name has. */
const NO_NAMES = new Set(
	`nombre nombres apellido apellidos primer segundo primero curp rfc clave matricula folio que quien se otorga otorgan
	confiere expide certifica constar hace presente constancia diploma reconocimiento certificado titulo cedula grado por
	con su sus al para favor virtud cumplio ha haber persona certificada participante puesto cargo documento ficticio sin
	validez universidad instituto escuela colegio centro ayuntamiento secretaria direccion departamento programa carrera
	profesion licenciatura maestria doctorado curso firma interesado trabajador servidor publico publica a en este esta
	queda asunto atentamente corresponda ciudadano funciones completo completa municipio municipal presidente presidenta
	director directora rector rectora tesorero tesorera jefe jefa titular laboral estudios profesional acredito aprobo`.split(
		/\s+/,
	),
);
/** Labels of a whole name, and words right before one. */
const LABELS = [
	'nombre completo',
	'nombre',
	'persona certificada',
	'participante',
	'alumno',
	'alumna',
	'favor',
	'se otorga presente a',
	'se otorga a',
	'otorga a',
	'confiere a',
	'certifica que',
	'certificamos que c',
	'constar que',
	'expedido a',
];
const MOST_NAMES = 9;
/** A name that was read with this confidence, of so many words, is whole. */
const SURE = 85;
const FEWEST_SURE = 3;

/**
 * Looks for the name of a person: given names and surnames in either order, in one run of words or in the cells of a
 * form. A name with one word more or less, or another one, is another name.
 */
export function compareName(flow: Flow, names: Names): Outcome {
	const parts = [names.givenNames, names.firstSurname, names.secondSurname ?? ''].map(contentWords);
	const [given = [], first = [], second = []] = parts;
	const orders = [
		[...given, ...first, ...second],
		[...first, ...second, ...given],
	];
	const form = inForm(flow, parts);
	if (form) return form;
	const runs = runsOf(flow);
	const whole = runs.find((run) => orders.some((order) => isSame(contentOf(run), order)));
	if (whole) return match(textOf(whole), whole);
	return nearestOf(runs, flow, orders[0]!);
}

function isSame(read: readonly Token[], words: readonly string[]): boolean {
	return read.length === words.length && words.every((word, place) => sameWord(read[place]!, word));
}

/** Runs of words that may be names, none longer than its cell and the next. */
function runsOf(flow: Flow): Token[][] {
	const runs: Token[][] = [];
	for (const { tokens, below } of flow.cells) {
		const own = split(tokens);
		runs.push(...own);
		const [last, next] = [own.at(-1), below && split(below.tokens)[0]];
		if (last && next && last.at(-1) === tokens.at(-1) && next[0] === below?.tokens[0])
			runs.push([...last, ...next]);
	}
	return runs.filter((run) => run.length > 0 && run.length <= MOST_NAMES);
}

function split(tokens: readonly Token[]): Token[][] {
	const runs: Token[][] = [[]];
	for (const token of tokens) {
		const run = runs.at(-1)!;
		const previous = run.at(-1);
		if (!isNameWord(token) || (previous && !mayJoin(previous, token)))
			runs.push(isNameWord(token) ? [token] : []);
		else run.push(token);
		if (/[,;:]|\.$/.test(token.after) && token.key.length > 2) runs.push([]);
	}
	return runs.map(withoutEdges).filter((run) => run.length > 0);
}

function isNameWord({ key, style }: Token): boolean {
	if (NO_NAMES.has(key) || ADDRESS.has(key)) return false;
	return style === 'upper' || style === 'title' || PARTICLES.has(key);
}

function mayJoin(previous: Token, token: Token): boolean {
	const styles = [previous, token].filter(({ key }) => !PARTICLES.has(key)).map(({ style }) => style);
	return new Set(styles).size < 2;
}

function withoutEdges(run: Token[]): Token[] {
	const first = run.findIndex(({ key }) => !PARTICLES.has(key));
	const last = run.findLastIndex(({ key }) => !PARTICLES.has(key));
	return first < 0 ? [] : run.slice(first, last + 1);
}

function contentOf(run: readonly Token[]): Token[] {
	return run.filter(({ key }) => !PARTICLES.has(key));
}

/** Words of the labels of a form; a surname is asked for as one. */
const PART_LABELS: readonly RegExp[] = [/^nombres?$/, /^(primer|paterno)$/, /^(segundo|materno)$/];
const SURNAME = /^apellidos?$/;

/** The parts of a name as a form asks for them: given names, first surname, second surname. Nothing when it is no form. */
function inForm(flow: Flow, parts: readonly string[][]): Outcome | undefined {
	const read = PART_LABELS.map((label) =>
		flow.cells.flatMap((cell) => (hasLabel(cell, label) ? [namesOf(cell)] : [])),
	);
	const [given, first] = read;
	if (!given?.some((run) => run.length > 0) || !first?.some((run) => run.length > 0)) return undefined;
	const found = parts.map((part, place) => {
		const runs = read[place]!.filter((run) => run.length > 0);
		return { part, run: runs.find((run) => isSame(run, part)) ?? runs[0] ?? [] };
	});
	const tokens = found.flatMap(({ run }) => run);
	const isLost =
		flow.misread && parts[2]?.length === 0 && tokensOf(flow).some(({ key }) => PART_LABELS[2]!.test(key));
	if (found.every(({ part, run }) => isSame(run, part)))
		return isLost ? NOT_FOUND : match(textOf(tokens), tokens);
	const different = found.filter(({ part, run }) => !isSame(run, part)).flatMap(({ run }) => run);
	const isDoubtful =
		flow.misread &&
		found.every(
			({ part, run }) => run.length === 0 || part.every((word) => run.some((token) => mayBe(token, word))),
		);
	const isLonger = parts.flat().every((word) => tokens.some((token) => sameWord(token, word)));
	return isDoubtful || different.length === 0
		? NOT_FOUND
		: { ...mismatch(textOf(tokens), different), tokens, isLonger };
}

function hasLabel(cell: Cell, label: RegExp): boolean {
	const says = ({ tokens }: Cell, word: RegExp) => tokens.some(({ key }) => word.test(key));
	const isLabel = (other: Cell) => says(other, label) && says(other, SURNAME) !== (label === PART_LABELS[0]);
	return (
		cell.labels.some(isLabel) && !PART_LABELS.some((each) => cell.tokens.some(({ key }) => each.test(key)))
	);
}

/** The name words of a cell that has nothing else, dirt of a letter or two aside. */
function namesOf(cell: Cell): Token[] {
	const content = contentOf(cell.tokens).filter(({ key }) => key.length > 2);
	return content.every(isNameWord) ? content : [];
}

function nearestOf(runs: Token[][], flow: Flow, words: readonly string[]): Outcome {
	const labelled = new Set(valuesOf(flow, LABELS));
	const scored = runs
		.map((run) => ({ run, score: scoreOf(run, words, labelled) }))
		.filter(({ score }) => score > 0)
		.toSorted((one, other) => other.score - one.score || other.run.length - one.run.length);
	const best = scored[0]?.run;
	if (!best) return NOT_FOUND;
	const read = contentOf(best);
	if (flow.misread && mayBePart(read, words)) return NOT_FOUND;
	const isMisread = words.every((word) => read.some((token) => mayBe(token, word)));
	const isLonger = words.every((word) => read.some((token) => sameWord(token, word)));
	if (isMisread && read.length === words.length && hasDoubt(read, words)) return NOT_FOUND;
	return { ...mismatch(textOf(best), best), isLonger: isLonger && read.length > words.length };
}

/** Whether words of the declared name may have been lost in reading: some are there, and none other, or not read surely. */
function mayBePart(read: readonly Token[], words: readonly string[]): boolean {
	if (read.length >= words.length || !read.every((token) => words.some((word) => mayBe(token, word))))
		return false;
	return read.length < FEWEST_SURE || read.length < words.length - 1 || leastSure(read) < SURE;
}

/** Whether some word is not the declared one as it was read, but may be it. */
function hasDoubt(read: readonly Token[], words: readonly string[]): boolean {
	return read.some((token) => !words.some((word) => sameWord(token, word)) && token.confidence < SURE);
}

/** Half of the words at least, or words in the place of a name. */
function scoreOf(run: Token[], words: readonly string[], labelled: ReadonlySet<Token>): number {
	const read = contentOf(run);
	const shared = words.filter((word) => read.some((token) => mayBe(token, word))).length;
	if (shared >= 2 && shared * 2 >= words.length && read.length <= words.length + 3) return shared;
	return isLabelled(run[0]!, labelled) && read.length >= 2 && read.length <= words.length + 2
		? 0.5 + shared
		: 0;
}

/** Whether a label stands before a name, a form of address between them aside: «que la C. Juana». */
function isLabelled(first: Token, labelled: ReadonlySet<Token>): boolean {
	let token: Token | undefined = first;
	while (token && !labelled.has(token)) {
		const previous: Token | undefined = token.cell.tokens[token.index - 1];
		token = previous && (ADDRESS.has(previous.key) || PARTICLES.has(previous.key)) ? previous : undefined;
	}
	return token !== undefined;
}
