import type { PlainDate } from '#lib/institution/plain-date.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import type { RatedPerson } from '../rated-people.server.ts';
import { newRatingOf } from '../rerating/new-rating.ts';
import type { NewRating } from '../rerating/store.server.ts';
import { loweredAsAnnounced } from './lowering.ts';
import { rulesOf } from './rules.server.ts';
import { endAnnounced, findDue } from './store.server.ts';

/**
 * The ratings by which announced lowerings take effect, each by the model that the rating before cites; nothing for those
 * whose announcement does not hold any more, which ends it.
 * @param today 'YYYY-MM-DD' on which it was decided
 */
export async function lowerAnnounced(
	tx: Transaction,
	people: readonly RatedPerson[],
	today: PlainDate,
): Promise<NewRating[]> {
	const announced = await findDue(
		tx,
		people.map(({ ratingId }) => ratingId),
		today,
	);
	const byRating = new Map(announced.map((row) => [row.ratingId, row]));
	const rules = rulesOf(tx);
	const ratings: NewRating[] = [];
	const passed: string[] = [];
	for (const person of people) {
		const told = byRating.get(person.ratingId);
		if (!told) continue;
		const lowered = loweredAsAnnounced(person, told, await rules(person.model), today);
		if (lowered)
			ratings.push(newRatingOf(person, lowered.score, { scoredOn: lowered.scoredOn, model: person.model }));
		else passed.push(person.ratingId);
	}
	await endAnnounced(tx, passed, today);
	return ratings;
}
