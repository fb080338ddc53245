import { nextContent, nextOf, textOf, tokensOf, type Flow, type Token } from './cell.ts';
import { comparePhrase, insteadOf } from './compare-phrase.ts';
import { match, type Outcome } from './outcome.ts';
import { extend, valuesOf } from './phrases.ts';
import { contentWords, PARTICLES, sameWord } from './words.ts';

/** What a municipal government is called, before the name of the municipality. */
const GOVERNMENT = new Set([
	'h',
	'honorable',
	'ayuntamiento',
	'constitucional',
	'municipio',
	'gobierno',
	'municipal',
	'presidencia',
	'ayto',
	'mpio',
]);
const HEADS = /^(ayuntamiento|ayto|municipio|gobierno)$/;
const RULES = {
	kind: 'name',
	labels: ['empresa', 'dependencia', 'institucion', 'organismo', 'empleador', 'patron'],
	heads:
		/^(ayuntamiento|sistema|organismo|instituto|municipio|secretaria|comision|empresa|grupo|despacho|corporativo)$/,
} as const;

/** Looks for an employer. A municipal government is known by its municipality: «H. Ayuntamiento de Toluca», «Municipio: Toluca». */
export function compareEmployer(flow: Flow, declared: string): Outcome {
	const words = contentWords(declared);
	const name = words.slice(words.findIndex((word) => !GOVERNMENT.has(word)));
	const isGovernment =
		words.some((word) => HEADS.test(word)) && GOVERNMENT.has(words[0] ?? '') && name.length > 0;
	if (!isGovernment || name.length === words.length) return comparePhrase(flow, declared, RULES);
	const places = municipalitiesOf(flow);
	const same = places.find((tokens) => isSame(tokens, name));
	if (same) return match(textOf(same), same);
	return places.length > 0 ? insteadOf(name.join(' '), places) : comparePhrase(flow, declared, RULES);
}

/** The names of municipalities that stand after a word for their government, or by the label. */
function municipalitiesOf(flow: Flow): Token[][] {
	const named = tokensOf(flow)
		.filter(({ key, style }) => HEADS.test(key) && style !== 'lower')
		.flatMap((head) => {
			const joining = nextOf(head);
			const first = firstOfName(head);
			const isNamed = joining && first && (PARTICLES.has(joining.key) || GOVERNMENT.has(joining.key));
			return isNamed ? [first] : [];
		});
	const labelled = valuesOf(flow, ['municipio']).filter(
		({ style, index }) => index === 0 && (style === 'title' || style === 'upper'),
	);
	return [...named, ...labelled]
		.map((first) => extend(first, 'name'))
		.filter((tokens) => tokens.some(({ style }) => style === 'title' || style === 'upper'));
}

function firstOfName(head: Token): Token | undefined {
	let token = nextContent(head);
	while (token && GOVERNMENT.has(token.key)) token = nextContent(token);
	return token && ['title', 'upper'].includes(token.style) ? token : undefined;
}

function isSame(tokens: readonly Token[], words: readonly string[]): boolean {
	const read = tokens.filter(({ key }) => !PARTICLES.has(key));
	return read.length === words.length && words.every((word, place) => sameWord(read[place]!, word));
}
