import { institution } from '#lib/institution/load-institution.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { readWorkload } from '#lib/review/workload/read-workload.server.ts';
import { workloadView } from '#lib/review/workload/workload-words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => ({
	workload: workloadView(await readWorkload(locals.principal), institution().settings.deadlines),
}));
