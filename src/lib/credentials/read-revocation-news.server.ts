import { eq } from 'drizzle-orm';
import { submission } from '#lib/cedula/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import { ratingCertificate } from './tables.server.ts';

/** What a message about a certificate that the institution took back says; undefined while it has not. */
export async function readRevocationNews(
	certificateId: string,
): Promise<{ folio: string; revokedAt: Date; reason: string } | undefined> {
	const [found] = await db()
		.select({
			folio: submission.folio,
			revokedAt: ratingCertificate.revokedAt,
			reason: ratingCertificate.revocationReason,
		})
		.from(ratingCertificate)
		.innerJoin(rating, eq(rating.id, ratingCertificate.ratingId))
		.innerJoin(submission, eq(submission.id, rating.submissionId))
		.where(eq(ratingCertificate.id, certificateId));
	if (!found?.revokedAt || found.reason === null) return undefined;
	return { folio: found.folio, revokedAt: found.revokedAt, reason: found.reason };
}
