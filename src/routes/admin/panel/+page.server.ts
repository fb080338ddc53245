import { redirect } from '@sveltejs/kit';
import { SET_KEYS, setOf } from '#lib/panel/comparison-sets.ts';
import { openPanel, readPanelChoices } from '#lib/panel/open-panel.server.ts';
import { PANEL_STATE_WORDS } from '#lib/panel/panel.ts';
import { listPanels } from '#lib/panel/read-panels.server.ts';
import { markedIn } from '#lib/platform/forms.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { newId } from '#lib/platform/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => {
	const [panels, { versions, experts }] = await Promise.all([
		listPanels(locals.principal),
		readPanelChoices(locals.principal),
	]);
	return {
		panels: panels.map(({ id, title, modelVersion, state, round }) => ({
			id,
			title,
			hint: `Modelo ${modelVersion}${round > 0 ? `, ronda ${round}` : ''}`,
			...PANEL_STATE_WORDS[state],
		})),
		newId: newId(),
		versions,
		experts,
		sets: SET_KEYS.map((key) => ({ key, title: setOf(key).title })),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		const [sets, members] = [markedIn(values, 'sets'), markedIn(values, 'members')];
		const id = await openPanel(locals.principal, { ...values, sets, members });
		redirect(303, `/admin/panel/${id}?aviso=creado`);
	}),
};
