import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, type Reader } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { newReadableCode } from '#lib/platform/readable-code.server.ts';
import { conflict, notFound } from '#lib/platform/refusal.ts';
import { findCurrentStars } from '#lib/rating/current-rating.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import { certificateState, SHOWN, type CertificateState, type Shown } from './certificate.ts';
import { findInForce, type Certificate } from './certified-rating.server.ts';
import { ratingCertificate } from './tables.server.ts';

/** What a person chooses before the first download. */
export const CertificateChoice = z.object({
	shows: z.enum(SHOWN, { error: 'Elija qué verá quien compruebe su constancia.' }),
});

/** Where the certificate of a person stands. */
export type OwnCertificate = {
	/** whether there are stars to certify */
	hasStars: boolean;
	/** of the rating that holds; null until the person asks for it */
	current: { code: string; shows: Shown; issuedAt: Date } | null;
	/** of ratings that a newer one took the place of, the newest first: they verify as superseded until they are revoked */
	superseded: { code: string; issuedAt: Date }[];
	/** taken back ones, the newest first */
	revoked: { code: string; revokedAt: Date; byInstitution: boolean; reason: string | null }[];
};

const NO_STARS =
	'Todavía no tiene estrellas que hacer constar. Cuando el instituto emita su dictamen con estrellas, podrá pedir la constancia.';
const REVOKED =
	'El instituto revocó la constancia de este dictamen, así que no se puede pedir otra. Si no está de acuerdo, escriba al instituto.';

/** How the certificate of the person who asks stands. */
export async function getOwnCertificate(principal: Principal | null): Promise<OwnCertificate> {
	const { profileId } = authorizeOwner(principal, 'credential.own');
	const current = await findCurrentId(db(), profileId);
	const stars = await findCurrentStars(db(), profileId);
	const all = await db()
		.select()
		.from(ratingCertificate)
		.where(eq(ratingCertificate.profileId, profileId))
		.orderBy(desc(ratingCertificate.issuedAt));
	const inState = (state: CertificateState) =>
		all.filter((each) => certificateState(each, current) === state);
	const [certificate] = inState('valid');
	return {
		hasStars: typeof stars?.stars === 'number',
		current: certificate
			? { code: certificate.code, shows: certificate.shows, issuedAt: certificate.issuedAt }
			: null,
		superseded: inState('superseded').map(({ code, issuedAt }) => ({ code, issuedAt })),
		revoked: inState('revoked').map(({ code, revokedAt, revokedBy, revocationReason }) => ({
			code,
			revokedAt: revokedAt!,
			byInstitution: revokedBy === 'institution',
			reason: revocationReason,
		})),
	};
}

/**
 * Certifies the rating of a person that holds, or changes what they let others see of it: asked for twice, it is one
 * certificate with one code.
 * @throws Refusal conflict `no_stars`, `revoked`
 */
export async function certifyOwnRating(
	principal: Principal | null,
	input: unknown,
): Promise<{ code: string }> {
	const owner = authorizeOwner(principal, 'credential.own');
	const { shows } = parse(CertificateChoice, input);
	const { profileId } = owner;
	return inTransaction(async (tx) => {
		const stars = await findCurrentStars(tx, profileId);
		const ratingId = await findCurrentId(tx, profileId);
		if (typeof stars?.stars !== 'number' || !ratingId) throw conflict('no_stars', NO_STARS);
		await refuseIfRevokedByInstitution(tx, ratingId);
		const [certificate] = await tx
			.insert(ratingCertificate)
			.values({ id: newId(), profileId, ratingId, code: newReadableCode(), shows, issuedAt: now() })
			.onConflictDoUpdate({
				target: ratingCertificate.ratingId,
				targetWhere: isNull(ratingCertificate.revokedAt),
				set: { shows },
			})
			.returning();
		await record(tx, actor(owner, 'credential.own'), {
			action: 'credential.certify',
			profileId,
			subject: certificate!.code,
			details: { shows, ratingId },
		});
		return { code: certificate!.code };
	});
}

/** The certificate of the rating of a person that holds. @throws Refusal not_found until they asked for it */
export async function requireOwn(reader: Reader, profileId: string): Promise<Certificate> {
	const ratingId = await findCurrentId(reader, profileId);
	const certificate = ratingId && (await findInForce(reader, ratingId));
	if (!certificate)
		throw notFound('Todavía no ha pedido la constancia de su dictamen. Pídala en «Mi ponderación».');
	return certificate;
}

/** The rating of a person that holds. */
export async function findCurrentId(reader: Reader, profileId: string): Promise<string | undefined> {
	const [row] = await reader
		.select({ id: rating.id })
		.from(rating)
		.where(eq(rating.profileId, profileId))
		.orderBy(desc(rating.issuedAt), desc(rating.id))
		.limit(1);
	return row?.id;
}

async function refuseIfRevokedByInstitution(reader: Reader, ratingId: string): Promise<void> {
	const [row] = await reader
		.select({ id: ratingCertificate.id })
		.from(ratingCertificate)
		.where(and(eq(ratingCertificate.ratingId, ratingId), eq(ratingCertificate.revokedBy, 'institution')));
	if (row) throw conflict('revoked', REVOKED);
}
