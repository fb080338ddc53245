import type { PlainDate } from '#lib/institution/plain-date.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import type { RatedPerson } from '../rated-people.server.ts';
import { newRatingOf } from '../rerating/new-rating.ts';
import type { NewRating } from '../rerating/store.server.ts';
import { loweredAsAnnounced } from './lowering.ts';
import { rulesOf } from './rules.server.ts';
import { findDue } from './store.server.ts';

/**
 * The ratings by which announced lowerings take effect, each by the model that the rating before cites; nothing for those
 * whose announcement does not hold.
 * @param today 'YYYY-MM-DD' on which it was decided
 */
export async function lowerAnnounced(
	reader: Reader,
	people: readonly RatedPerson[],
	today: PlainDate,
): Promise<NewRating[]> {
	const announced = await findDue(
		reader,
		people.map(({ ratingId }) => ratingId),
		today,
	);
	const byRating = new Map(announced.map((row) => [row.ratingId, row]));
	const rules = rulesOf(reader);
	const ratings: NewRating[] = [];
	for (const person of people) {
		const told = byRating.get(person.ratingId);
		const lowered = told && loweredAsAnnounced(person, told, await rules(person.model), today);
		if (lowered)
			ratings.push(newRatingOf(person, lowered.score, { scoredOn: lowered.scoredOn, model: person.model }));
	}
	return ratings;
}
