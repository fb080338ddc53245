import { redirect } from '@sveltejs/kit';
import { markedIn } from '#lib/platform/forms.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { imagineOwnRating } from '#lib/rating/what-if/imagine-own-rating.server.ts';
import { modelLabels } from '#lib/rating/model/labels.server.ts';
import { listComingCourses } from '#lib/training/read-courses.server.ts';
import { imaginedInWords } from './imagined-in-words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const asked = Object.fromEntries(url.searchParams);
	const { courses } = await listComingCourses();
	const own = markedIn(asked, 'own');
	const imagined = await imagineOwnRating(locals.principal, { ...asked, own }, courses);
	if (!imagined) redirect(303, '/mi/ponderacion');
	return { asked, ...imaginedInWords(imagined, modelLabels().academicLevels) };
});
