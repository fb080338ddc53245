import { and, eq, isNull } from 'drizzle-orm';
import type { Answers } from '#lib/cedula/answers.ts';
import { printedName } from '#lib/cedula/printed-claims.server.ts';
import { openAnswers } from '#lib/cedula/submitted-answers.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { getPersonKeys } from '#lib/platform/person-keys.server.ts';
import { findRatingOf } from '#lib/rating/current-rating.server.ts';
import { getModel } from '#lib/rating/model/weighting-models.server.ts';
import { ratingCertificate } from './tables.server.ts';

/** A certificate as stored. */
export type Certificate = typeof ratingCertificate.$inferSelect;

/** What a certificate is about. */
export type CertifiedRating = {
	/** tenths */
	stars: number;
	/** hundredths */
	points: number;
	model: string;
	modelTitle: string;
	ratedAt: Date;
	issuedBy: string;
	/** names as declared, and attested by whoever issued the rating */
	identity: Answers;
	name: string;
	/** position and place of work as declared; null when there is none */
	post: string | null;
};

/** What a certificate is about; undefined when the person was erased or has no stars. */
export async function readCertified(
	reader: Reader,
	{ profileId, ratingId }: Pick<Certificate, 'profileId' | 'ratingId'>,
): Promise<CertifiedRating | undefined> {
	const rated = await findRatingOf(reader, profileId, ratingId);
	const key = (await getPersonKeys(reader, [profileId])).get(profileId);
	if (!rated || rated.stars === null || !key) return undefined;
	const [sent] = await reader
		.select({ answers: submission.answers })
		.from(submission)
		.where(eq(submission.id, rated.submissionId));
	if (!sent) return undefined;
	const { identity, post } = openAnswers(key, sent.answers);
	return {
		stars: rated.stars,
		points: rated.points,
		model: rated.model,
		modelTitle: (await getModel(reader, rated.model)).title,
		ratedAt: rated.issuedAt,
		issuedBy: rated.issuedBy,
		identity,
		name: printedName(identity),
		post: postInWords(post),
	};
}

/** The certificate of a rating that is not revoked. */
export async function findInForce(reader: Reader, ratingId: string): Promise<Certificate | undefined> {
	const [row] = await reader
		.select()
		.from(ratingCertificate)
		.where(and(eq(ratingCertificate.ratingId, ratingId), isNull(ratingCertificate.revokedAt)));
	return row;
}

function postInWords({ position, entity }: Answers): string | null {
	return [position, entity].filter((part) => typeof part === 'string' && part !== '').join(', ') || null;
}
