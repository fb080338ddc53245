import { z } from 'zod';
import { cleanLine } from '#lib/platform/text.ts';

const LONGEST = 254;

/** An e-mail address as typed; capitals are kept, since some servers tell them apart, but never compared. */
export const emailField = z
	.string('Escriba su correo electrónico.')
	.transform((value) => cleanLine(value).replace(/^mailto:/i, ''))
	.pipe(
		z
			.string()
			.min(1, 'Escriba su correo electrónico.')
			.max(LONGEST, `Use como máximo ${LONGEST} caracteres.`)
			.refine(
				(value) => value === '' || z.email().safeParse(value).success,
				'El correo no tiene la forma correcta. Escríbalo como nombre@dominio.mx, sin espacios.',
			),
	);

/** Whether two addresses are the same mailbox as far as we care. */
export function sameEmail(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}
