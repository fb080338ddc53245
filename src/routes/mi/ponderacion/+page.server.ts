import { page } from '#lib/platform/http/page.server.ts';
import { getOwnRating } from '#lib/rating/get-own-rating.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateLong, localDate } from '#lib/institution/plain-date.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => {
	const rating = await getOwnRating(locals.principal);
	const { timeZone } = institution().settings;
	return {
		rating,
		person: locals.viewer?.name ?? '',
		issuedOn: 'issuedAt' in rating ? formatDateLong(localDate(new Date(rating.issuedAt), timeZone)) : null,
	};
});
