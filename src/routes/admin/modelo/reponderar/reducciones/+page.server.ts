import { redirect } from '@sveltejs/kit';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { readLowerings } from '#lib/rating/lowering/read-lowerings.server.ts';
import { startLowering } from '#lib/rating/lowering/start-lowering.server.ts';
import { readRunning } from '#lib/rating/rerating/read-reratings.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { loweringWords, reratingHref } from '../rerating-words.ts';

export const load: PageServerLoad = page(async ({ locals }) => {
	const [lowerings, running] = await Promise.all([
		readLowerings(locals.principal),
		readRunning(locals.principal),
	]);
	return { id: newId(), ...loweringWords(lowerings), running: running ? reratingHref(running.id) : null };
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		redirect(303, reratingHref(await startLowering(locals.principal, values)));
	}),
};
