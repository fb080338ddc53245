import { redirect } from '@sveltejs/kit';
import { page } from '#lib/platform/http/page.server.ts';
import { imagineOwnRating } from '#lib/rating/what-if/imagine-own-rating.server.ts';
import { modelLabels } from '#lib/rating/model/labels.server.ts';
import { imaginedInWords } from './imagined-in-words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const asked = Object.fromEntries(url.searchParams);
	const imagined = await imagineOwnRating(locals.principal, asked);
	if (!imagined) redirect(303, '/mi/ponderacion');
	return { asked, ...imaginedInWords(imagined, modelLabels().academicLevels) };
});
