import { nextOf, textOf, tokensOf, type Flow, type Token } from './cell.ts';
import { comparePhrase, insteadOf } from './compare-phrase.ts';
import { match, mismatch, NOT_FOUND, type Outcome } from './outcome.ts';
import { extend } from './phrases.ts';
import { contentWords, mayBe, PARTICLES, sameWord } from './words.ts';

/** Beginnings of the words for a degree, for who has it and for the programme: «Licenciada», «Licenciatura». */
const DEGREES: readonly (readonly [RegExp, string])[] = [
	[/^(licenciad[oa]|licenciatura|lic)$/, 'LICENCIATURA'],
	[/^(ingenier[oa]|ingenieria|ing)$/, 'INGENIERIA'],
	[/^(maestr[oa]|maestria|mtr[oa]|master)$/, 'MAESTRIA'],
	[/^(doctora?|doctorado|dra?)$/, 'DOCTORADO'],
	[/^(especialidad|especialista|especializacion)$/, 'ESPECIALIDAD'],
	[/^(arquitect[oa]|arquitectura|arq)$/, 'ARQUITECTURA'],
	[/^(tsu)$/, 'TSU'],
	[/^(tecnic[oa])$/, 'TECNICO'],
	[/^(contador|contadora|contaduria)$/, 'CONTADURIA'],
	[/^(bachiller|bachillerato)$/, 'BACHILLERATO'],
];
/** These begin a programme without «en». */
const WITHOUT_IN = new Set(['INGENIERIA', 'ARQUITECTURA', 'TECNICO', 'CONTADURIA', 'BACHILLERATO']);
/** Levels of education (identifiers.md) that say the degree when the programme does not. */
const OF_LEVEL: Readonly<Record<string, string>> = {
	LICENCIATURA: 'LICENCIATURA',
	LICENCIATURA_SIN_TITULO: 'LICENCIATURA',
	MAESTRIA: 'MAESTRIA',
	DOCTORADO: 'DOCTORADO',
	ESPECIALIDAD: 'ESPECIALIDAD',
	TSU: 'TSU',
};

type Degree = { kind: string | undefined; words: string[] };
const RULES = {
	kind: 'title',
	freedom: { gender: true },
	labels: ['programa', 'nombre programa', 'carrera', 'profesion', 'grado obtenido'],
} as const;

/** Looks for a degree: the same level in the same subject, called after the programme or after who has it. */
export function compareDegree(flow: Flow, programme: string, level: string | undefined): Outcome {
	const declared = degreeOf(contentWords(programme), level);
	const read = tokensOf(flow).flatMap((token) => degreeAt(token) ?? []);
	const same = read.find((found) => isSame(found.degree, found.tokens, declared));
	if (same) return match(textOf(same.tokens), same.tokens);
	if (read.length > 0) {
		const alike = insteadOf(
			programme,
			read.map(({ tokens }) => tokens),
		);
		return alike.result === 'mismatch' &&
			read.every(({ tokens, degree }) => !mayBeDeclared(tokens, degree, declared))
			? alike
			: NOT_FOUND;
	}
	const bare = declared.words.length > 0 ? comparePhrase(flow, declared.words.join(' '), RULES) : NOT_FOUND;
	return bare.result === 'mismatch' ? mismatch(bare.found ?? '', bare.tokens) : NOT_FOUND;
}

function degreeOf(words: readonly string[], level: string | undefined): Degree {
	const kind = kindOf(words[0] ?? '');
	if (!kind) return { kind: OF_LEVEL[level ?? ''], words: [...words] };
	if (kind === 'TECNICO' && words[1] === 'superior' && words[2] === 'universitario')
		return { kind: 'TSU', words: subject(words.slice(3)) };
	const nested = kind === 'LICENCIATURA' ? kindOf(subject(words.slice(1))[0] ?? '') : undefined;
	if (nested === 'CONTADURIA' && words.at(-1)?.startsWith('public'))
		return degreeOf(subject(words.slice(1)), level);
	return { kind, words: subject(words.slice(1)) };
}

function subject(words: readonly string[]): string[] {
	return words.filter((word) => word !== 'en');
}

function kindOf(word: string): string | undefined {
	return DEGREES.find(([name]) => name.test(word))?.[1];
}

/** The degree that is named from a token on; «Lic. Fortino Xalpa» is none. */
function degreeAt(token: Token): { tokens: Token[]; degree: Degree } | undefined {
	const kind = kindOf(token.key);
	const next = nextOf(token);
	if (!kind || !next || (token.style === 'lower' && next.style === 'lower' && next.key !== 'en'))
		return undefined;
	if (!WITHOUT_IN.has(kind) && next.key !== 'en') return undefined;
	if (/^(ing|arq|dr|dra)$/.test(token.key) && next.key !== 'en') return undefined;
	if (isWithin(token)) return undefined;
	const tokens = extend(token, 'title');
	const words = tokens.filter(({ key }) => !PARTICLES.has(key)).map(({ key }) => key);
	return tokens.length < 2 ? undefined : { tokens, degree: degreeOf(words, undefined) };
}

/** «Licenciatura en Contaduría»: the second word begins no degree of its own. */
function isWithin(token: Token): boolean {
	const previous = token.cell.tokens[token.index - 1] ?? token.cell.above?.tokens.at(-1);
	return previous?.key === 'en' || (previous !== undefined && kindOf(previous.key) !== undefined);
}

function isSame(read: Degree, tokens: readonly Token[], declared: Degree): boolean {
	if (declared.kind !== undefined && read.kind !== declared.kind) return false;
	if (read.words.length !== declared.words.length) return false;
	return read.words.every((word, place) => {
		const token = tokens.find(({ key }) => key === word);
		const said = { key: word, confidence: token?.confidence ?? 100 };
		return sameWord(said, declared.words[place]!, { gender: true });
	});
}

function mayBeDeclared(tokens: readonly Token[], read: Degree, declared: Degree): boolean {
	const isLevel = declared.kind === undefined || read.kind === declared.kind;
	const rest = tokens.filter(({ key }) => !PARTICLES.has(key) && key !== 'en');
	return (
		isLevel &&
		read.words.length === declared.words.length &&
		declared.words.every((word) => rest.some((token) => mayBe(token, word)))
	);
}
