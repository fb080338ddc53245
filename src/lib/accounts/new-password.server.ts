import { z } from 'zod';
import { invalidField } from '#lib/platform/refusal.ts';
import { isCommonPassword } from './common-passwords.server.ts';
import { containsOwnData, passwordObstacle } from './password.ts';

/** A password that is being chosen: length, variety, and not on the list of common ones. */
export const newPassword = z.string('Escriba una contraseña.').superRefine((password, context) => {
	const obstacle = passwordObstacle(password) ?? (isCommonPassword(password) ? COMMON : null);
	if (obstacle) context.addIssue({ code: 'custom', message: obstacle });
});

/** Refuses a password that contains what others know of the person. @throws Refusal invalid at `password` */
export function refuseOwnData(password: string, ownData: (string | null | undefined)[]): void {
	if (containsOwnData(password, ownData)) throw invalidField('password', 'own_data', OWN_DATA);
}

const COMMON =
	'Esta contraseña está en las listas de las más usadas y se adivina. Elija otra; puede ser una frase.';
const OWN_DATA = 'La contraseña no puede contener su CURP ni su correo. Elija otra; puede ser una frase.';
