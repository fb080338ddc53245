import { authorize, type Principal } from '#lib/access/access.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { findRatingOf } from '#lib/rating/current-rating.server.ts';
import type { IssuedRating } from '#lib/rating/rating.ts';
import { openCaseAs } from '#lib/review/open-case.server.ts';
import { decidedClaims } from '#lib/review/revise-verdict.server.ts';
import type { ReviewCase } from '#lib/review/review-case.ts';
import { kindOf, type AppealState } from './appeal.ts';
import { findForAnother } from './another-person.server.ts';
import { criteriaOf, type AppealedCriterion } from './get-own-appeals.server.ts';
import { seeHolder } from './store.server.ts';

/** Why the person's data were read, in words that the person sees. */
export const APPEAL_PURPOSE = 'Aclaración de su ponderación';

/** An appeal with what is needed to answer it: what was asked, the rating, and the claims that its criteria look at. */
export type OpenedAppeal = {
	id: string;
	state: AppealState;
	askedAt: Date;
	dueOn: string;
	mine: boolean;
	holder: string | null;
	criteria: AppealedCriterion[];
	rating: IssuedRating;
	answeredAt: Date | null;
	answeredBy: string | null;
	/** the whole case; its claims are only those that the criteria look at and that can be decided again */
	case: ReviewCase;
};

/**
 * Opens an appeal for whoever may answer it; the opening is on the person's record, and a holder gives a sign of life by it.
 * @throws Refusal not_found · not_allowed (owner, issuer, declared conflict)
 */
export async function openAppeal(principal: Principal | null, id: string): Promise<OpenedAppeal> {
	const reviewer = authorize(principal, 'appeal.answer');
	const { appeal, folio } = await findForAnother(db(), reviewer, id);
	const opened = await openCaseAs(reviewer, 'appeal.answer', folio, APPEAL_PURPOSE);
	const mine = await seeHolder(db(), id, reviewer.accountId, now());
	const criteria = criteriaOf(await getPersonKey(appeal.profileId), appeal);
	const kinds = new Set<string>(criteria.map(({ key }) => kindOf(key)));
	const decided = new Set((await decidedClaims(db(), appeal.submissionId)).map((claim) => claim.id));
	const rating = await findRatingOf(db(), appeal.profileId, appeal.ratingId);
	return {
		id,
		state: appeal.state as AppealState,
		askedAt: appeal.askedAt,
		dueOn: appeal.dueOn,
		mine,
		holder: appeal.holderName,
		criteria,
		rating: rating!,
		answeredAt: appeal.answeredAt,
		answeredBy: appeal.answeredByName,
		case: {
			...opened,
			claims: opened.claims.filter((claim) => kinds.has(claim.kind) && decided.has(claim.id)),
		},
	};
}
