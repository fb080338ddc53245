/** Length of a password in characters (quality.md, "Security and privacy"). */
export const PASSWORD_LENGTH = { min: 12, max: 200 } as const;

/** Fewer different characters than this is a key held down, whatever the length. */
const FEWEST_CHARACTERS = 5;

/** What a person reads before choosing a password. */
export const PASSWORD_HINT =
	'Al menos 12 caracteres. Una frase de cuatro palabras es fácil de recordar y difícil de adivinar.';

/** Why a password cannot be taken, in words; null when it can. Common ones are told apart by {@link isCommonPassword}. */
export function passwordObstacle(password: string): string | null {
	const characters = [...password];
	if (characters.length === 0) return 'Escriba una contraseña.';
	if (characters.length < PASSWORD_LENGTH.min) {
		return `Use al menos ${PASSWORD_LENGTH.min} caracteres; tiene ${characters.length}. Puede escribir una frase.`;
	}
	if (characters.length > PASSWORD_LENGTH.max) return `Use como máximo ${PASSWORD_LENGTH.max} caracteres.`;
	if (new Set(characters).size < FEWEST_CHARACTERS) {
		return 'La contraseña repite muy pocos caracteres y se adivina. Escriba una frase de varias palabras.';
	}
	return null;
}

/** Whether a password contains something that others know of the person (CURP, e-mail). Capitals do not count. */
export function containsOwnData(password: string, ownData: (string | null | undefined)[]): boolean {
	const folded = password.toLowerCase();
	return ownData.some((datum) => datum && folded.includes(datum.toLowerCase()));
}
