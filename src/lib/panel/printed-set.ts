import { agreementText, weightText } from './panel-words.ts';
import type { Minutes, MinutedResult } from './minutes.ts';

/** What the minutes print of a set: the weights of the last round beside those of the model, and each round in a line. */
export function printedSet({ title, items, results }: Minutes['sets'][number]) {
	const last = results.at(-1)!;
	return {
		title,
		rows: items.map((item, i) => ({
			title: item.title,
			group: weightText(last.weights[i]!),
			present: weightText(item.presentWeight),
		})),
		rounds: results.map((result) => ({
			label: `Ronda ${result.round}`,
			text: roundText(result, items.length),
		})),
	};
}

function roundText(
	{ w, s, chiSquare, judges, lambdaMax, cr, weights }: MinutedResult,
	things: number,
): string {
	const shares = weights.map((weight) => weightText(weight)).join(' / ');
	const agreement = agreementText({ w, s, chiSquare }, judges, things);
	return `${agreement} Pesos: ${shares}. Lambda máxima ${lambdaMax.toFixed(4)}, razón de consistencia ${cr.toFixed(4)}.`;
}
