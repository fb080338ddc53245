import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db, type Reader } from '#lib/platform/database.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import { findCurrentRating } from '#lib/rating/current-rating.server.ts';
import { CRITERION_TITLES } from '#lib/rating/explanation.ts';
import type { CriterionKey } from '#lib/rating/model/model.ts';
import type { IssuedRating } from '#lib/rating/rating.ts';
import { obstacleToAsk, type AppealState, type AskObstacle, type Outcome } from './appeal.ts';
import { readAskPeriod } from './ask-period.server.ts';
import { appealsOf, newestAppealOf, type AppealRow } from './store.server.ts';

/** A criterion of an appeal: what the person wrote and, once answered, what it came to. */
export type AppealedCriterion = {
	key: CriterionKey;
	title: string;
	reasons: string;
	outcome: Outcome | null;
	explanation: string | null;
};

/** An appeal as its person sees it. */
export type OwnAppeal = {
	id: string;
	/** the dictamen that it is about */
	ratingId: string;
	folio: string;
	state: AppealState;
	askedAt: string;
	dueOn: PlainDate;
	/** the due date that was told, while the calendar has moved it to a later day */
	movedFrom: PlainDate | null;
	criteria: AppealedCriterion[];
	answeredAt: string | null;
	answeredBy: string | null;
	/** the dictamen that followed; null when everything was upheld, or while it is not answered */
	newRatingId: string | null;
};

/** When an appeal was asked and answered, and by when it is to be. */
export type AppealStanding = Pick<OwnAppeal, 'askedAt' | 'dueOn' | 'movedFrom' | 'answeredAt' | 'answeredBy'>;

/** Until when the person may ask about the dictamen that holds, why not if not, and every appeal of theirs, the newest first. */
export type OwnAppeals = {
	askBy: PlainDate | null;
	/** the last day to ask that was told, while the calendar has moved it to a later one */
	askMovedFrom: PlainDate | null;
	obstacle: AskObstacle;
	appeals: OwnAppeal[];
};

/** The appeals of the person who asks, and whether they may ask for one (`GET /me/rating/appeal`). */
export async function getOwnAppeals(principal: Principal | null): Promise<OwnAppeals> {
	const { profileId } = authorizeOwner(principal, 'appeal.own');
	const { rows, rating: _, ...asking } = await readAskSituation(db(), profileId);
	const key = rows.length > 0 ? await getPersonKey(profileId) : null;
	return { ...asking, appeals: key ? rows.map((row) => ownAppeal(key, row)) : [] };
}

/** How the newest appeal of the person who asks stands; undefined when there is none. */
export async function findOwnNewestAppeal(principal: Principal | null): Promise<AppealStanding | undefined> {
	const { profileId } = authorizeOwner(principal, 'appeal.own');
	const [row] = await newestAppealOf(db()).execute({ profileId });
	return (
		row && { ...row, askedAt: row.askedAt.toISOString(), answeredAt: row.answeredAt?.toISOString() ?? null }
	);
}

/** What decides whether a person may ask now, with the dictamen that holds and their appeals. */
export async function readAskSituation(
	reader: Reader,
	profileId: string,
	calendar = institution().calendar,
): Promise<{ rating: IssuedRating | undefined; rows: Found[] } & Omit<OwnAppeals, 'appeals'>> {
	const rating = await findCurrentRating(reader, profileId);
	const rows = await appealsOf(reader, profileId);
	const period = rating && (await readAskPeriod(reader, rating, calendar));
	const askBy = period?.askBy ?? null;
	const obstacle = obstacleToAsk({
		askBy,
		asked: rows.some(({ appeal }) => appeal.ratingId === rating?.id),
		open: rows.some(({ appeal }) => appeal.state !== 'answered'),
		today: today(),
	});
	return { rating, rows, askBy, askMovedFrom: period?.movedFrom ?? null, obstacle };
}

type Found = { appeal: AppealRow; folio: string };

function ownAppeal(key: PersonKey, { appeal, folio }: Found): OwnAppeal {
	const { id, ratingId, dueOn, movedFrom, askedAt, answeredAt, answeredByName, newRatingId } = appeal;
	return {
		id,
		ratingId,
		folio,
		state: appeal.state as AppealState,
		askedAt: askedAt.toISOString(),
		dueOn,
		movedFrom,
		criteria: criteriaOf(key, appeal),
		answeredAt: answeredAt?.toISOString() ?? null,
		answeredBy: answeredByName,
		newRatingId,
	};
}

/** Outcome and explanation of each criterion, as they are kept. */
export type KeptAnswers = Partial<Record<CriterionKey, { outcome: Outcome; explanation: string }>>;

/** The criteria of an appeal with what was written about each, opened with the person's key. */
export function criteriaOf(
	key: PersonKey,
	{ criteria, reasons, answers }: Pick<AppealRow, 'criteria' | 'reasons' | 'answers'>,
): AppealedCriterion[] {
	const written = key.unseal<Partial<Record<CriterionKey, string>>>(reasons);
	const answered = answers ? key.unseal<KeptAnswers>(answers) : {};
	return (criteria as CriterionKey[]).map((criterion) => ({
		key: criterion,
		title: CRITERION_TITLES[criterion],
		reasons: written[criterion] ?? '',
		outcome: answered[criterion]?.outcome ?? null,
		explanation: answered[criterion]?.explanation ?? null,
	}));
}
