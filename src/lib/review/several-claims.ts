import { z } from 'zod';
import { isId } from '#lib/platform/ids.ts';

/** More claims than a cédula has. */
const MOST = 500;

/** Claims of one case with the revision of each that was looked at. */
export const SeveralClaims = z.object({
	claims: z
		.array(
			z.object({
				id: z.string().refine(isId, 'Ese renglón no está en la cédula. Vuelva a cargar la página.'),
				revision: z.int({ error: 'Falta la revisión que se revisó.' }),
			}),
			{ error: 'Falta decir qué renglones.' },
		)
		.min(1, 'Falta decir qué renglones.')
		.max(MOST, `Se deciden ${MOST} renglones a la vez, como máximo.`),
});

/** One of them. */
export type ClaimAsked = z.output<typeof SeveralClaims>['claims'][number];

/** As a form carries a claim: its id and the number of its revision. */
export function claimField({ id, revision }: ClaimAsked): string {
	return `${id} ${revision}`;
}

/** The claims of a form, for {@link SeveralClaims} to judge. */
export function claimsFrom(fields: readonly unknown[]): { id: string; revision: number }[] {
	return fields.map((field) => {
		const [id = '', revision] = String(field).split(' ');
		return { id, revision: Number(revision) };
	});
}
