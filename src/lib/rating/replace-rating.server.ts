import type { Principal } from '#lib/access/access.ts';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { computeRating } from './compute-rating.server.ts';
import { holdOffReratings } from './rating-turns.server.ts';
import type { IssuedRating } from './rating.ts';
import { insertRating } from './store.server.ts';

/** What a rating that follows an appeal belongs to; the identity stays as it was attested in the one appealed against. */
export type Replacement = {
	profileId: string;
	submissionId: string;
	appealId: string;
	identityAttested: boolean;
};

/**
 * Issues the rating that follows an appeal, from what is accepted now, signed by whoever answered. It supersedes the one
 * before, which stays as it was issued. The use case that answers has authorised, checked and records.
 */
export async function replaceRating(
	tx: Transaction,
	issuer: Principal,
	replacement: Replacement,
): Promise<IssuedRating> {
	const { profileId, submissionId, identityAttested } = replacement;
	await holdOffReratings(tx);
	const { score, model, elements } = await computeRating(tx, profileId, identityAttested);
	const issued = await insertRating(tx, {
		...replacement,
		id: newId(),
		modelVersion: model,
		stars: score.stars,
		points: score.points,
		elements,
		issuedById: issuer.accountId,
		issuedByName: issuer.name,
		channel: issuer.channel,
		issuedAt: now(),
	});
	await emit(tx, 'rating-issued', { profileId, submissionId, ratingId: issued.id });
	return issued;
}
