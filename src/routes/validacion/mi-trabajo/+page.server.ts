import { dueView } from '#lib/appeal/appeal-view.server.ts';
import { readOwnAppealed } from '#lib/appeal/read-own-appealed.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { listQueue } from '#lib/review/list-queue.server.ts';
import { ownWorkloadView } from '#lib/review/workload/own-workload-words.ts';
import { readOwnWorkload } from '#lib/review/workload/read-own-workload.server.ts';
import { queueRow } from '../queue-row.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals: { principal } }) => {
	const [workload, appealed, found] = await Promise.all([
		readOwnWorkload(principal),
		readOwnAppealed(principal),
		listQueue(principal, { mine: 'true', 'page[size]': 100 }),
	]);
	const items = found.items.map(queueRow);
	const appeals = appealed.held.map(({ id, folio, dueOn }) => ({
		folio,
		href: `/validacion/aclaraciones/${id}`,
		due: dueView(dueOn),
	}));
	const held = [...items, ...appeals].map(({ due }) => due);
	return { items, appeals, workload: ownWorkloadView(workload, { ...appealed, held }) };
});
