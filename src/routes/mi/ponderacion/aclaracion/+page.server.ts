import { redirect } from '@sveltejs/kit';
import { APPEAL_STATE_LABELS, OUTCOME_LABELS } from '#lib/appeal/appeal.ts';
import { getOwnAppeals, type OwnAppeal } from '#lib/appeal/get-own-appeals.server.ts';
import { formatDateLong } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { appealNews, dayOf } from '../appeal-news.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const own = await getOwnAppeals(locals.principal);
	if (own.appeals.length === 0) redirect(303, '/mi/ponderacion');
	return {
		sent: url.searchParams.has('recibida'),
		askBy: appealNews(own).askBy,
		appeals: own.appeals.map(viewOf),
	};
});

function viewOf(appeal: OwnAppeal) {
	const { id, folio, ratingId, newRatingId, criteria } = appeal;
	return {
		id,
		folio,
		ratingId,
		changed: newRatingId !== null,
		answered: appeal.state === 'answered',
		state: APPEAL_STATE_LABELS[appeal.state],
		askedOn: dayOf(appeal.askedAt),
		dueOn: formatDateLong(appeal.dueOn),
		answeredOn: appeal.answeredAt && dayOf(appeal.answeredAt),
		answeredBy: appeal.answeredBy,
		criteria: criteria.map((criterion) => ({
			...criterion,
			outcome: criterion.outcome && OUTCOME_LABELS[criterion.outcome],
			changed: criterion.outcome === 'changed',
		})),
	};
}
