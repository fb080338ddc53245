import { redirect } from '@sveltejs/kit';
import { page } from '#lib/platform/http/page.server.ts';
import { getOwnRatingById } from '#lib/rating/get-own-rating.server.ts';
import { dayOf } from '../appeal-news.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, params }) => {
	const rating = await getOwnRatingById(locals.principal, params.id);
	if (rating.state === 'current') redirect(303, '/mi/ponderacion');
	return { rating, person: locals.viewer?.name ?? '', issuedOn: dayOf(rating.issuedAt) };
});
