import { eq } from 'drizzle-orm';
import { institution } from '#lib/institution/load-institution.server.ts';
import { localDate, type PlainDate } from '#lib/institution/plain-date.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import type { IssuedRating } from '../rating.ts';
import { rating, rerating } from '../tables.server.ts';
import type { ReratingKind } from './rerating.ts';
import type { TrialMark } from '../trial/trial.ts';

/** What a person reads of the rerating behind their rating: why, as of which day, and what they had before. */
export type ReratingOfPerson = {
	/** by another model, or because of what lapsed, as announced */
	kind: ReratingKind;
	reason: string;
	decidedBy: string;
	decidedOn: PlainDate;
	scoredOn: PlainDate;
	before: TrialMark;
	/** the rating before, which stays readable */
	previousId: string;
};

/** The rerating that a rating follows; null when it follows none. */
export async function findReratingOf(
	reader: Reader,
	{ reratingId, previousId, scoredOn }: IssuedRating,
): Promise<ReratingOfPerson | null> {
	if (!reratingId || !previousId || !scoredOn) return null;
	const [run] = await reader.select().from(rerating).where(eq(rerating.id, reratingId));
	const [before] = await reader
		.select({ stars: rating.stars, points: rating.points })
		.from(rating)
		.where(eq(rating.id, previousId));
	if (!run || !before) return null;
	const decidedOn = localDate(run.decidedAt, institution().settings.timeZone);
	return {
		kind: run.kind,
		reason: run.reason,
		decidedBy: run.decidedByName,
		decidedOn,
		scoredOn,
		before,
		previousId,
	};
}
