import { createHash } from 'node:crypto';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { verificationAddress } from '#lib/cedula/verification-address.server.ts';
import type { OpenedFile } from '#lib/evidence/read-evidence.server.ts';
import { letterhead } from '#lib/institution/letterhead.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDate, formatDateLong, localDate } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { renderPdf } from '#lib/platform/render-pdf.server.ts';
import { pointsText, starFills, starsText } from '#lib/ui/figures.ts';
import { qrSvg } from '#lib/ui/qr.ts';
import { rosetteSvg } from '#lib/ui/rosette.ts';
import { starsSvg } from '#lib/ui/stars.ts';
import { SHOWN_LABELS } from './certificate.ts';
import { readCertified, type Certificate, type CertifiedRating } from './certified-rating.server.ts';
import { requireOwn } from './own-certificate.server.ts';
import { certificateFile } from './tables.server.ts';

const UNREADABLE = 'No se pudo leer el dictamen de esta constancia. Vuelva a intentarlo más tarde.';

/**
 * The certificate of the rating of the person who asks, as a PDF; its fingerprint is kept, so that this file can be told
 * from a changed one.
 * @throws Refusal not_found before it was asked for; unavailable when no PDF can be made just now
 */
export async function printCertificate(principal: Principal | null): Promise<OpenedFile> {
	const owner = authorizeOwner(principal, 'credential.own');
	const certificate = await requireOwn(db(), owner.profileId);
	const certified = await readCertified(db(), certificate);
	if (!certified) throw notFound(UNREADABLE);
	const bytes = await typeset(certificate, certified);
	const { id: certificateId, profileId, code } = certificate;
	const sha256 = createHash('sha256').update(bytes).digest();
	await inTransaction(async (tx) => {
		await tx
			.insert(certificateFile)
			.values({ sha256, certificateId, profileId, madeAt: now() })
			.onConflictDoNothing();
		await record(tx, actor(owner, 'credential.own'), {
			action: 'credential.print',
			profileId,
			subject: code,
		});
	});
	return { bytes, name: `constancia-${code}.pdf`, mediaType: 'application/pdf' };
}

function typeset(certificate: Certificate, certified: CertifiedRating): Promise<Uint8Array> {
	const { settings, logo } = institution();
	const { code, issuedAt, shows } = certificate;
	const head = letterhead();
	const { primary } = head.colours;
	const verifyAt = verificationAddress(code);
	const ratedOn = localDate(certified.ratedAt, settings.timeZone);
	const issuedOn = localDate(issuedAt, settings.timeZone);
	const data = {
		letterhead: head,
		folio: code,
		rosetteAlt: `Roseta del código ${code}`,
		name: certified.name,
		stars: starsText(certified.stars),
		points: pointsText(certified.points),
		model: `${certified.modelTitle} (${certified.model})`,
		ratedOn: formatDateLong(ratedOn),
		issuedBy: certified.issuedBy,
		issuedOn,
		issuedOnWords: formatDate(issuedOn),
		shown: SHOWN_LABELS[shows].onPaper,
		verifyAt,
	};
	const pictures = {
		rosette: rosetteSvg(code, { stroke: primary, width: 0.5 }),
		stars: starsSvg(starFills(certified.stars), primary),
		qr: qrSvg(verifyAt),
		...(logo && { logo: logo.svg }),
	};
	return renderPdf('credentials/certificate.typ', data, pictures);
}
