/** Words that say nothing of what a field is about. */
const COMMON = ['para', 'como', 'este', 'esta', 'desde', 'hasta', 'cual', 'quien', 'cuando', 'tiene'];
/** Shortest word that can tell what a field is about. */
const LEAST_LETTERS = 4;

/**
 * A message as a summary shows it, away from its field: with the label of the field before it, unless it names the field
 * anyway. «Use como máximo 200 caracteres.» becomes «Ayuntamiento u organismo: use como máximo 200 caracteres.»
 */
export function namedMessage(message: string, label: string | undefined): string {
	if (!label) return message;
	const told = wordsOf(message);
	if (wordsOf(label).some((word) => told.includes(word))) return message;
	const second = message.charAt(1);
	const goesOn = second === second.toLowerCase() ? message.charAt(0).toLowerCase() : message.charAt(0);
	return `${label}: ${goesOn}${message.slice(1)}`;
}

/** The field of a problem: one item of a list is mended in the field of the list. */
export function fieldOfPath(path: string): string {
	return path.replace(/(\.\d+)+$/, '');
}

/** Those that tell what a text is about, as they are compared; short names such as CURP and RFC count. */
function wordsOf(text: string): string[] {
	return text
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word.length >= LEAST_LETTERS || (word.length > 1 && word === word.toUpperCase()))
		.map((word) =>
			word
				.normalize('NFD')
				.replace(/\p{Mn}/gu, '')
				.toLowerCase(),
		)
		.filter((word) => !COMMON.includes(word));
}
