/** How much a person lets others see of a certified rating; each says all that the one before does. */
export const SHOWN = ['stars', 'points', 'post'] as const;
export type Shown = (typeof SHOWN)[number];

/** What each choice says, for the person who makes it, and what a document says that a verifier will see. */
export const SHOWN_LABELS: Record<Shown, { label: string; hint: string; onPaper: string }> = {
	stars: {
		label: 'Solo mis estrellas',
		hint: 'Lo mínimo: sus estrellas, el día del dictamen y sus iniciales.',
		onPaper: 'las estrellas, el día del dictamen y las iniciales de la persona',
	},
	points: {
		label: 'Mis estrellas y mis puntos',
		hint: 'También el total de puntos y la versión del modelo.',
		onPaper: 'las estrellas, los puntos, el día del dictamen y las iniciales de la persona',
	},
	post: {
		label: 'Mis estrellas, mis puntos y mi puesto',
		hint: 'También el puesto y el lugar de trabajo que declaró en su cédula.',
		onPaper:
			'las estrellas, los puntos, el puesto declarado, el día del dictamen y las iniciales de la persona',
	},
};

/** Whether a certificate tells so much. */
export function tells(shows: Shown, what: Shown): boolean {
	return SHOWN.indexOf(shows) >= SHOWN.indexOf(what);
}

/** How a certificate stands: it holds, a newer rating took its place, or it was taken back. */
export type CertificateState = 'valid' | 'superseded' | 'revoked';

/**
 * How a certificate stands.
 * @param currentRatingId the rating of the person that holds now
 */
export function certificateState(
	{ ratingId, revokedAt }: { ratingId: string; revokedAt: Date | null },
	currentRatingId: string | undefined,
): CertificateState {
	if (revokedAt) return 'revoked';
	return ratingId === currentRatingId ? 'valid' : 'superseded';
}
