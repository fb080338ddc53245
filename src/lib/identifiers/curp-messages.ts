import { CURP_AGES } from '#lib/identifiers/curp.ts';
import type { CurpError, CurpNameWarning } from '#lib/identifiers/curp.ts';

/** What to tell a person about each error of a CURP: what happened and what to do. */
export const CURP_ERROR_MESSAGES: Readonly<Record<CurpError, string>> = {
	FORMAT:
		'La CURP no tiene la forma correcta. Escriba los 18 caracteres como aparecen en su constancia y revise que no haya una letra O en lugar de un cero.',
	DATE: 'La fecha de nacimiento que contiene la CURP no existe en el calendario. Compare las posiciones 5 a 10 (año, mes y día) y la 17 con su constancia.',
	FUTURE:
		'Según la CURP, la fecha de nacimiento todavía no llega. Revise la posición 17: es un número si nació antes de 2000 y una letra si nació en 2000 o después.',
	AGE: `Según la CURP, la edad no está entre ${CURP_AGES.min} y ${CURP_AGES.max} años. Compare las posiciones 5 a 10 y la 17 con su constancia.`,
	STATE:
		'La clave de la entidad de nacimiento que contiene la CURP no existe. Compare las posiciones 12 y 13 con su constancia; si nació en el extranjero son NE.',
	WORD: 'Las cuatro primeras letras no aparecen así en ninguna CURP: el registro cambia la segunda por una X. Cópielas como están en su constancia.',
	DIGIT:
		'El último número de la CURP no corresponde con los demás caracteres. Alguno está mal escrito: compárela con su constancia, carácter por carácter.',
};

/** What to tell about a name that does not agree with the CURP; it never stops the person. */
export const CURP_NAME_WARNING_MESSAGES: Readonly<Record<CurpNameWarning, string>> = {
	FIRST_SURNAME:
		'El primer apellido no coincide con las letras de la CURP. Si ambos son como en su constancia, puede continuar.',
	SECOND_SURNAME:
		'El segundo apellido no coincide con las letras de la CURP. Si ambos son como en su constancia, puede continuar.',
	GIVEN_NAMES:
		'El nombre no coincide con las letras de la CURP. Si ambos son como en su constancia, puede continuar.',
};
