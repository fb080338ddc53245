import { commandAmong, type KeyPress } from '#lib/review/bench-keys.ts';

/** What a key does where an appeal is answered. */
export type AnswerCommand =
	'next' | 'previous' | 'accept' | 'reject' | 'uphold' | 'change' | 'nextFile' | 'previousFile' | 'answer';

/** Keys of the page with what they do, in the order in which it lists them; those of the bench do what they do there. */
export const ANSWER_KEYS: readonly { key: string; command: AnswerCommand; label: string }[] = [
	{ key: 'j', command: 'next', label: 'Criterio o renglón siguiente' },
	{ key: 'k', command: 'previous', label: 'Criterio o renglón anterior' },
	{ key: 'a', command: 'accept', label: 'Aceptar el renglón, o dejarlo aceptado' },
	{ key: 'r', command: 'reject', label: 'Rechazar el renglón, o dejarlo rechazado' },
	{ key: 'c', command: 'uphold', label: 'Confirmar el criterio y escribir la explicación' },
	{ key: 'm', command: 'change', label: 'Modificar el criterio y escribir la explicación' },
	{ key: 'l', command: 'nextFile', label: 'Documento siguiente del renglón' },
	{ key: 'h', command: 'previousFile', label: 'Documento anterior del renglón' },
	{ key: 'e', command: 'answer', label: 'Responder la aclaración' },
];

const COMMANDS = new Map(ANSWER_KEYS.map(({ key, command }) => [key, command]));

/** What a key press asks for; nothing while somebody types or holds a modifier of the browser. */
export function answerCommandOf(press: KeyPress, typing: boolean): AnswerCommand | undefined {
	return commandAmong(COMMANDS, press, typing);
}

/** How far the answer is, in words: a criterion is answered once it has an outcome and an explanation. */
export function answeredWords(criteria: readonly { outcome: string; explanation: string }[]): string {
	const done = criteria.filter(({ outcome, explanation }) => outcome && explanation.trim()).length;
	const total = criteria.length;
	return total === 1
		? `El criterio ${done === 1 ? 'está' : 'no está'} respondido.`
		: `${done} de ${total} criterios respondidos.`;
}
