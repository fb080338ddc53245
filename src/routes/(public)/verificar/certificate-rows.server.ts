import type { VerifiedCertificate } from '#lib/credentials/find-certificate.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateLong, localDate } from '#lib/institution/plain-date.ts';
import { pointsText } from '#lib/ui/figures.ts';

/** A verified certificate, in words. */
export type CertificateRows = {
	code: string;
	state: VerifiedCertificate['state'];
	/** tenths; null when it was revoked */
	stars: number | null;
	rows: { label: string; value: string }[];
};

/** Puts into words what a third party may see of a certificate. */
export function certificateRows(found: VerifiedCertificate): CertificateRows {
	const { code, state } = found;
	if (found.state === 'revoked') {
		const rows = [{ label: 'Revocada', value: dayOf(found.revokedAt) }];
		return { code, state, stars: null, rows: [...rows, { label: 'Código', value: code }] };
	}
	const { initials, ratedAt, stars, points, model, post } = found;
	const rows = [
		{ label: 'Iniciales de la persona', value: initials },
		{ label: 'Dictamen emitido', value: dayOf(ratedAt) },
		{ label: 'Puntos', value: points === null ? '' : `${pointsText(points)} de 100` },
		{ label: 'Modelo', value: model ?? '' },
		{ label: 'Puesto declarado', value: post ?? '' },
		{ label: 'Código', value: code },
	];
	return { code, state, stars, rows: rows.filter(({ value }) => value !== '') };
}

function dayOf(instant: Date): string {
	return formatDateLong(localDate(instant, institution().settings.timeZone));
}
