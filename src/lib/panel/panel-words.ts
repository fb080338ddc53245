import { agreementWords, type Agreement, type Stop } from './agreement.ts';
import type { ComparisonSet } from './comparison-sets.ts';
import type { GroupResult } from './group-result.ts';
import { JUDGEMENTS, SCALE_WORDS, judgementText, ratioText, type Judgement } from './judgement.ts';
import { CONSISTENT_UP_TO } from './pairwise.ts';
import type { Strain } from './strain.ts';

/** A weight as a person reads it: «40.21 %». */
export function weightText(weight: number): string {
	return `${(weight * 100).toFixed(2)} %`;
}

/** The answers to a pair, as a list asks for them. */
export function judgementOptions(first: string, second: string) {
	return JUDGEMENTS.map((judgement) => ({
		value: String(judgement),
		label: optionLabel(judgement, judgement > 0 ? first : second),
		group: judgement === 1 ? 'Ninguno más' : `Más importante: ${judgement > 0 ? first : second}`,
	}));
}

/** The number first, and whom it favours: a phone cuts the end of a long answer. */
function optionLabel(judgement: Judgement, favoured: string): string {
	const strength = Math.abs(judgement);
	if (strength === 1) return '1 · igual importancia';
	return `${strength} · ${favoured}, ${SCALE_WORDS[strength]!.replace(/ más importante$/, ' más')}`;
}

/** Whether judgements agree with each other, in words. */
export function consistencyText(cr: number): string {
	const ratio = `razón de consistencia ${cr.toFixed(2)}; se acepta hasta ${CONSISTENT_UP_TO.toFixed(2)}`;
	return cr <= CONSISTENT_UP_TO
		? `Sus respuestas concuerdan entre sí (${ratio}).`
		: `Sus respuestas se contradicen entre sí más de lo aceptable (${ratio}).`;
}

/** Which judgement strains the consistency, and what would agree. */
export function strainText({ items, pairs }: ComparisonSet, strain: Strain): string {
	const [first, second] = pairs[strain.place]!.map((i) => items[i]!.title) as [string, string];
	const after = `La razón quedaría en ${strain.crAfter.toFixed(2)}.`;
	return `La que más se aparta es «${first}» frente a «${second}»: usted respondió «${judgementText(strain.given, first, second)}», y las demás piden algo como «${judgementText(strain.agreeing, first, second)}». ${after} Cámbiela solo si lo convence.`;
}

/** How far the group agrees, in words. */
export function agreementText({ w, chiSquare }: Agreement, judges: number, things: number): string {
	if (w === null) return `${judges} personas; ${agreementWords(w)}.`;
	return `${judges} personas, ${agreementWords(w)}: W de Kendall ${w.toFixed(3)} (0 ninguno, 1 completo), χ² ${chiSquare!.toFixed(2)} con ${things - 1} grados de libertad.`;
}

/** Why no further round is needed, in words. */
export const STOP_WORDS: Readonly<Record<Stop, string>> = {
	agreement: 'No hace falta otra ronda: el grupo concuerda (W de 0.7 o más).',
	stable: 'No hace falta otra ronda: dos seguidas dieron casi lo mismo.',
	rounds: 'No hace falta otra ronda: ya se hicieron tres.',
};

/** What the group said of a pair, in words: «3.2 a favor de Uno; de 1.0 a 5.0…». */
export function pairText(
	{ items, pairs }: ComparisonSet,
	place: number,
	{ ratio, lowest, highest }: GroupResult['pairs'][number],
): string {
	const [first, second] = pairs[place]!.map((i) => items[i]!.title) as [string, string];
	const say = (value: number) => ratioText(value, first, second);
	if (say(lowest) === say(highest))
		return `El grupo: ${say(ratio)}; todas las personas respondieron lo mismo.`;
	return `El grupo: ${say(ratio)}. Las respuestas van de ${say(lowest)} hasta ${say(highest)}.`;
}
