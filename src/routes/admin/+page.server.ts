import { page } from '#lib/platform/http/page.server.ts';
import { readServiceStatus } from '#lib/outreach/service-status.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => ({
	status: await readServiceStatus(locals.principal),
}));
