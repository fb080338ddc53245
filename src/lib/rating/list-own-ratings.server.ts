import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { db } from '#lib/platform/database.server.ts';
import { ratingsOf } from './current-rating.server.ts';

/** A dictamen among those of a person; `stars` in tenths, null = unrated. */
export type OwnRatingItem = {
	id: string;
	state: 'current' | 'superseded';
	stars: number | null;
	/** hundredths */
	points: number;
	model: string;
	issuedAt: string;
	/** when the next one took its place */
	supersededAt: string | null;
};

/** Every dictamen of the person who asks, the newest first; only the newest holds, the others stay readable. */
export async function listOwnRatings(principal: Principal | null): Promise<OwnRatingItem[]> {
	const { profileId } = authorizeOwner(principal, 'rating.own');
	const rows = await ratingsOf(db(), profileId);
	return rows
		.map((row, index): OwnRatingItem => {
			const next = rows[index + 1];
			return {
				...row,
				state: next ? 'superseded' : 'current',
				issuedAt: row.issuedAt.toISOString(),
				supersededAt: next?.issuedAt.toISOString() ?? null,
			};
		})
		.reverse();
}
