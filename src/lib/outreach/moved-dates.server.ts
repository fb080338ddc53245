import { eq } from 'drizzle-orm';
import { readAskSituation } from '#lib/appeal/get-own-appeals.server.ts';
import { readAppealNews } from '#lib/appeal/read-appeal.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { formatDateLong } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import { rating } from '#lib/rating/tables.server.ts';

/** What a change of the calendar moved of a person's, each with the date that it moved to. */
export type MovedFacts = {
	submissionId?: string;
	dueOn?: string;
	correctBy?: string;
	appealId?: string;
	appealDueOn?: string;
	ratingId?: string;
	askBy?: string;
};

type Moved = { path: string; folio: string; words: string };

/**
 * The dates that a change of the calendar moved, in words. A date that moved again meanwhile, or that has nothing to wait for
 * any more, is left out.
 * @returns null when nothing is left to tell
 */
export async function movedDates(
	facts: MovedFacts,
): Promise<{ path: string; folio: string; dates: string } | null> {
	const found = await Promise.all([movedSubmission(facts), movedAppeal(facts), movedAsk(facts)]);
	const moved = found.filter((each) => each !== null);
	const [first] = moved;
	if (!first) return null;
	return {
		path: moved.length === 1 ? first.path : '/mi',
		folio: [...new Set(moved.map(({ folio }) => folio))].join(' y '),
		dates: moved.map(({ words }) => words).join(' '),
	};
}

async function movedSubmission({ submissionId, dueOn, correctBy }: MovedFacts): Promise<Moved | null> {
	if (!submissionId) return null;
	const [found] = await db().select().from(submission).where(eq(submission.id, submissionId));
	if (!found) return null;
	const { state, folio } = found;
	if (state === 'needs_you' && correctBy && found.correctBy === correctBy) {
		const words = `Puede responder las observaciones de su cédula, con folio ${folio}, hasta el ${formatDateLong(correctBy)}.`;
		return { path: '/cedula/observaciones', folio, words };
	}
	if (!['received', 'in_review'].includes(state) || found.dueOn !== dueOn) return null;
	const words = `Le respondemos sobre su cédula, con folio ${folio}, a más tardar el ${formatDateLong(dueOn)}; no tiene que hacer nada.`;
	return { path: '/mi', folio, words };
}

async function movedAppeal({ appealId, appealDueOn }: MovedFacts): Promise<Moved | null> {
	const news = appealId ? await readAppealNews(appealId) : undefined;
	if (!news || news.answeredAt || news.dueOn !== appealDueOn) return null;
	const { folio } = news;
	const words = `Le respondemos sobre su aclaración, con folio ${folio}, a más tardar el ${formatDateLong(appealDueOn)}; no tiene que hacer nada.`;
	return { path: '/mi/ponderacion/aclaracion', folio, words };
}

async function movedAsk({ ratingId = '', askBy }: MovedFacts): Promise<Moved | null> {
	if (!askBy) return null;
	const [found] = await db()
		.select({ profileId: rating.profileId, folio: submission.folio })
		.from(rating)
		.innerJoin(submission, eq(submission.id, rating.submissionId))
		.where(eq(rating.id, ratingId));
	if (!found) return null;
	const { folio, profileId } = found;
	const situation = await readAskSituation(db(), profileId);
	if (situation.rating?.id !== ratingId || situation.obstacle || situation.askBy !== askBy) return null;
	const words = `Si no está de acuerdo con su dictamen, con folio ${folio}, puede pedir una aclaración hasta el ${formatDateLong(askBy)}.`;
	return { path: '/mi/ponderacion', folio, words };
}
