import { PANEL_STATE_WORDS } from '#lib/panel/panel.ts';
import { listOwnPanels } from '#lib/panel/read-own-panels.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => ({
	panels: (await listOwnPanels(locals.principal)).map(({ id, title, modelVersion, state, round }) => ({
		id,
		title,
		hint: `Modelo ${modelVersion}${round > 0 ? `, ronda ${round}` : ''}`,
		...PANEL_STATE_WORDS[state],
	})),
}));
