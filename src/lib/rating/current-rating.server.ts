import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { preparedStatement, type Reader } from '#lib/platform/database.server.ts';
import type { IssuedRating, ProvenElement } from './rating.ts';
import { rating } from './tables.server.ts';

/** The rating that holds for a person: the newest. */
export async function findCurrentRating(
	reader: Reader,
	profileId: string,
): Promise<IssuedRating | undefined> {
	const [row] = await newestRating(reader).execute({ profileId });
	return row && asIssued(row);
}

/** The stars that hold for a person, in tenths, without the breakdown, which can be long. */
export async function findCurrentStars(
	reader: Reader,
	profileId: string,
): Promise<{ stars: number | null; issuedAt: Date; reratingId: string | null } | undefined> {
	const [row] = await newestStars(reader).execute({ profileId });
	return row;
}

const newestStars = preparedStatement((reader) =>
	reader
		.select({ stars: rating.stars, issuedAt: rating.issuedAt, reratingId: rating.reratingId })
		.from(rating)
		.where(eq(rating.profileId, sql.placeholder('profileId')))
		.orderBy(desc(rating.issuedAt), desc(rating.id))
		.limit(1)
		.prepare('current_stars'),
);

const newestRating = preparedStatement((reader) =>
	reader
		.select()
		.from(rating)
		.where(eq(rating.profileId, sql.placeholder('profileId')))
		.orderBy(desc(rating.issuedAt), desc(rating.id))
		.limit(1)
		.prepare('current_rating'),
);

/** A rating of a person, whether it still holds or not; undefined when it is nobody's or somebody else's. */
export async function findRatingOf(
	reader: Reader,
	profileId: string,
	ratingId: string,
): Promise<IssuedRating | undefined> {
	const [row] = await reader
		.select()
		.from(rating)
		.where(and(eq(rating.id, ratingId), eq(rating.profileId, profileId)));
	return row && asIssued(row);
}

/** Every rating that a person ever had, the oldest first, without the breakdown. */
export async function ratingsOf(reader: Reader, profileId: string) {
	return reader
		.select({
			id: rating.id,
			stars: rating.stars,
			points: rating.points,
			model: rating.modelVersion,
			issuedAt: rating.issuedAt,
		})
		.from(rating)
		.where(eq(rating.profileId, profileId))
		.orderBy(asc(rating.issuedAt), asc(rating.id));
}

/** A row of the table as the rest of the program knows a rating. */
export function asIssued(row: typeof rating.$inferSelect): IssuedRating {
	return {
		id: row.id,
		profileId: row.profileId,
		submissionId: row.submissionId,
		appealId: row.appealId,
		reratingId: row.reratingId,
		previousId: row.previousId,
		scoredOn: row.scoredOn,
		identityAttested: row.identityAttested,
		stars: row.stars,
		points: row.points,
		model: row.modelVersion,
		elements: row.elements as ProvenElement[],
		issuedAt: row.issuedAt,
		issuedBy: row.issuedByName,
	};
}
