import { redirect } from '@sveltejs/kit';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { readImport } from '#lib/roster/read-import.server.ts';
import { OUTCOMES, OUTCOME_WORDS } from '#lib/roster/roster.ts';
import { startImport } from '#lib/roster/run-import.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const asked = url.searchParams.get('ver');
	const outcome = OUTCOMES.find((each) => each === asked);
	const from = Math.max(0, Number(url.searchParams.get('desde')) || 0);
	const shown = await readImport(locals.principal, params.id, { outcome, from });
	const words = shown.state === 'done' ? 'result' : 'plan';
	const { timeZone } = institution().settings;
	const href = (changes: Record<string, string>) =>
		`?${new URLSearchParams({ ...(outcome && { ver: outcome }), ...changes })}`;
	return {
		...shown,
		finishedAt: shown.finishedAt && formatInstant(shown.finishedAt, timeZone),
		outcome: outcome ?? null,
		summary: OUTCOMES.filter((each) => shown.counts[each] > 0).map((each) => ({
			outcome: each,
			label: OUTCOME_WORDS[each][words],
			count: shown.counts[each],
		})),
		rows: shown.rows.map((row) => ({ ...row, what: OUTCOME_WORDS[row.outcome][words] })),
		nextHref: shown.next === null ? undefined : href({ desde: String(shown.next) }),
		previousHref: shown.previous === null ? undefined : href({ desde: String(shown.previous) }),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals, params }) => {
		await startImport(locals.principal, params.id);
		redirect(303, `/admin/importar/${params.id}`);
	}),
};
