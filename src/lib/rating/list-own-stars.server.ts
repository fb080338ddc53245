import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { db } from '#lib/platform/database.server.ts';
import { rating } from './tables.server.ts';

/** The stars, in tenths, that one's own submissions ended with, by submission id; null where the dictamen gave none. After an appeal that changed something, those of the newer dictamen; a rerating ends no submission. */
export async function listOwnStars(
	principal: Principal | null,
	submissionIds: string[],
): Promise<Map<string, number | null>> {
	const { profileId } = authorizeOwner(principal, 'rating.own');
	if (submissionIds.length === 0) return new Map();
	const rows = await db()
		.select({ submissionId: rating.submissionId, stars: rating.stars })
		.from(rating)
		.where(
			and(
				eq(rating.profileId, profileId),
				inArray(rating.submissionId, submissionIds),
				isNull(rating.reratingId),
			),
		)
		.orderBy(asc(rating.issuedAt), asc(rating.id));
	return new Map(rows.map(({ submissionId, stars }) => [submissionId, stars]));
}
