import { PANEL_STATE_WORDS } from '#lib/panel/panel.ts';
import { listOwnPanels } from '#lib/panel/read-own-panels.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { PageServerLoad } from './$types';

const WAITS_FOR = {
	judgements: { label: 'Por responder', tone: 'warning' },
	signature: { label: 'Por firmar', tone: 'warning' },
} as const;

export const load: PageServerLoad = page(async ({ locals }) => ({
	panels: (await listOwnPanels(locals.principal)).map(
		({ id, title, modelVersion, state, round, waitsFor }) => ({
			id,
			title,
			hint: `Modelo ${modelVersion}${round > 0 ? `, ronda ${round}` : ''}`,
			...(waitsFor ? WAITS_FOR[waitsFor] : PANEL_STATE_WORDS[state]),
		}),
	),
}));
