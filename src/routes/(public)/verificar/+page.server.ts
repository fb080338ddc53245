import { redirect } from '@sveltejs/kit';
import { page } from '#lib/platform/http/page.server.ts';
import type { PageServerLoad } from './$types';

/** A code that was typed leads to its own address, which can be kept and printed. */
export const load: PageServerLoad = page(async ({ url }) => {
	const typed = url.searchParams.get('codigo')?.trim();
	if (typed) redirect(303, `/verificar/${encodeURIComponent(typed)}`);
	return { empty: typed === '' };
});
