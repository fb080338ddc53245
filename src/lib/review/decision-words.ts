import type { ClaimDecision } from '#lib/cedula/submission.ts';
import { DECISION_LABELS } from './review.ts';

/** A claim whose decision changed, with how it stood before and how it stands now. */
type Changed = { title: string; before: ClaimDecision; after: ClaimDecision };

/** What was undone, and what it was, for whoever listens: «Título» queda por decidir; estaba aceptado. */
export function undoneWords(changed: readonly Changed[]): string {
	const [first] = changed;
	if (!first) return '';
	const [now, was] = [word(first.after), word(first.before)];
	return changed.length === 1
		? `«${first.title}» queda ${now}; estaba ${was}.`
		: `${changed.length} renglones quedan ${plural(now)}; estaban ${plural(was)}.`;
}

/** The last decision, as the button that undoes it says it. */
export function stepWords(changed: readonly Changed[]): string {
	const [first] = changed;
	if (!first) return '';
	return changed.length === 1
		? `«${first.title}»: ${word(first.after)}`
		: `${changed.length} renglones: ${plural(word(first.after))}`;
}

function word(decision: ClaimDecision): string {
	return DECISION_LABELS[decision].toLowerCase();
}

function plural(words: string): string {
	return words.endsWith('o') ? `${words}s` : words;
}
