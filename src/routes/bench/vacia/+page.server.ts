import { settings } from '#lib/platform/config.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import type { PageServerLoad } from './$types';

/** The empty page that benchmarks compare the others with; it is not there otherwise. */
export const load: PageServerLoad = page(() => {
	if (!settings().bench) throw notFound();
	return Promise.resolve({});
});
