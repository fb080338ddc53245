import { eq } from 'drizzle-orm';
import { unknownActor, type Visitor } from '#lib/accounts/visitor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { certificateState, tells } from './certificate.ts';
import { readCertified, type Certificate, type CertifiedRating } from './certified-rating.server.ts';
import { initialsOf } from './credentials.ts';
import { findCurrentId } from './own-certificate.server.ts';
import { ratingCertificate } from './tables.server.ts';

/** What a third party learns of a certificate: how it stands and, unless it was revoked, what the person chose to show. */
export type VerifiedCertificate =
	| { kind: 'certificate'; state: 'revoked'; code: string; revokedAt: Date }
	| ({ kind: 'certificate'; state: 'valid' | 'superseded'; code: string } & ShownRating);

type ShownRating = {
	/** of the person as declared, `M. F. G. L.` */
	initials: string;
	ratedAt: Date;
	/** tenths */
	stars: number;
	/** hundredths, and the version of the model; null where the person does not show it */
	points: number | null;
	model: string | null;
	/** as declared; null where the person does not show it, or has none */
	post: string | null;
};

/** The certificate of a code as a third party may see it, with the entry by which the person learns of it. */
export async function findCertificate(
	tx: Transaction,
	visitor: Visitor,
	code: string,
): Promise<VerifiedCertificate | undefined> {
	const [certificate] = await tx.select().from(ratingCertificate).where(eq(ratingCertificate.code, code));
	const certified = certificate && (await readCertified(tx, certificate));
	if (!certificate || !certified) return undefined;
	const { profileId, revokedAt } = certificate;
	await record(tx, unknownActor(visitor), {
		action: revokedAt ? 'credential.verify-revoked' : 'credential.verify-rating',
		profileId,
		subject: code,
		purpose: 'Comprobar que la constancia de su ponderación es auténtica y está vigente',
	});
	const state = certificateState(certificate, await findCurrentId(tx, profileId));
	if (state === 'revoked') return { kind: 'certificate', state, code, revokedAt: revokedAt! };
	return { kind: 'certificate', state, code, ...shown(certificate, certified) };
}

function shown({ shows }: Certificate, certified: CertifiedRating): ShownRating {
	const withPoints = tells(shows, 'points');
	return {
		initials: initialsOf(certified.identity),
		ratedAt: certified.ratedAt,
		stars: certified.stars,
		points: withPoints ? certified.points : null,
		model: withPoints ? certified.model : null,
		post: tells(shows, 'post') ? certified.post : null,
	};
}
