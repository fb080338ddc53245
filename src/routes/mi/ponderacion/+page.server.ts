import { getOwnAppeals } from '#lib/appeal/get-own-appeals.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { getOwnRating } from '#lib/rating/get-own-rating.server.ts';
import { getOwnLowering } from '#lib/rating/lowering/get-own-lowering.server.ts';
import { listOwnRatings } from '#lib/rating/list-own-ratings.server.ts';
import { starsText } from '#lib/ui/figures.ts';
import { appealNews, dayOf } from './appeal-news.server.ts';
import { loweringNews } from './lowering-news.ts';
import { reratingNews } from './rerating-news.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => {
	const [rating, appeals, all, lowering] = await Promise.all([
		getOwnRating(locals.principal),
		getOwnAppeals(locals.principal),
		listOwnRatings(locals.principal),
		getOwnLowering(locals.principal),
	]);
	return {
		rating,
		person: locals.viewer?.name ?? '',
		issuedOn: 'issuedAt' in rating ? dayOf(rating.issuedAt) : '',
		rerating: 'rerating' in rating && rating.rerating ? reratingNews(rating.rerating, rating) : null,
		lowering: lowering && loweringNews(lowering),
		appeal: appealNews(appeals),
		former: all
			.filter(({ state }) => state === 'superseded')
			.map(({ id, issuedAt, stars }) => ({ id, issuedOn: dayOf(issuedAt), stars: starsText(stars) })),
	};
});
