import type { RfcError, RfcWarning } from '#lib/identifiers/rfc.ts';

/** What to tell a person about each error of an RFC: what happened and what to do. */
export const RFC_ERROR_MESSAGES: Readonly<Record<RfcError, string>> = {
	FORMAT:
		'El RFC no tiene la forma correcta. Escriba los 13 caracteres de su constancia de situación fiscal, con homoclave y sin guiones.',
	GENERIC:
		'Ese RFC es una clave genérica y no pertenece a ninguna persona. Escriba el que aparece en su constancia de situación fiscal.',
	DATE: 'La fecha que contiene el RFC no existe en el calendario. Compare las posiciones 5 a 10 (año, mes y día) con su constancia de situación fiscal.',
	WORD: 'Las cuatro primeras letras no aparecen así en ningún RFC: el SAT cambia la última por una X. Cópielas como están en su constancia de situación fiscal.',
	DIGIT:
		'El último carácter del RFC no corresponde con los demás. Alguno está mal escrito: compárelo con su constancia de situación fiscal, carácter por carácter.',
};

/** What to tell about an RFC that does not agree with the CURP or the names; it never stops the person. */
export const RFC_WARNING_MESSAGES: Readonly<Record<RfcWarning, string>> = {
	BIRTH_DATE: 'La fecha del RFC no es la misma que la de la CURP. Revise ambas claves con sus constancias.',
	LETTERS:
		'Las letras del RFC no coinciden con el nombre. Si ambos son como en sus constancias, puede continuar.',
};
