import { desc, eq, sql } from 'drizzle-orm';
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
): Promise<{ stars: number | null; issuedAt: Date } | undefined> {
	const [row] = await newestStars(reader).execute({ profileId });
	return row;
}

const newestStars = preparedStatement((reader) =>
	reader
		.select({ stars: rating.stars, issuedAt: rating.issuedAt })
		.from(rating)
		.where(eq(rating.profileId, sql.placeholder('profileId')))
		.orderBy(desc(rating.issuedAt))
		.limit(1)
		.prepare('current_stars'),
);

const newestRating = preparedStatement((reader) =>
	reader
		.select()
		.from(rating)
		.where(eq(rating.profileId, sql.placeholder('profileId')))
		.orderBy(desc(rating.issuedAt))
		.limit(1)
		.prepare('current_rating'),
);

/** A row of the table as the rest of the program knows a rating. */
export function asIssued(row: typeof rating.$inferSelect): IssuedRating {
	return {
		id: row.id,
		profileId: row.profileId,
		submissionId: row.submissionId,
		stars: row.stars,
		points: row.points,
		model: row.modelVersion,
		elements: row.elements as ProvenElement[],
		issuedAt: row.issuedAt,
		issuedBy: row.issuedByName,
	};
}
