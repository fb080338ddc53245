import { redirect } from '@sveltejs/kit';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { weightText } from '#lib/panel/panel-words.ts';
import { PANEL_STATE_WORDS } from '#lib/panel/panel.ts';
import { readOwnPanel, type OwnPanelInFull, type OwnSay } from '#lib/panel/read-own-panels.server.ts';
import { signMinutes } from '#lib/panel/sign-minutes.server.ts';
import { CONSISTENT_UP_TO } from '#lib/panel/pairwise.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const found = await readOwnPanel(locals.principal, params.panel);
	const { timeZone } = institution().settings;
	const { id, title, modelVersion, state, round, sets, signers } = found;
	return {
		id,
		title,
		modelVersion,
		state,
		round,
		standing: PANEL_STATE_WORDS[state],
		sets: sets.map(({ key, title, ...say }) => ({ key, title, ...progressOf(say) })),
		minutes: minutesOf(found),
		signers: signers.map(({ name, signedAt, own }) => ({
			name,
			own,
			signed: signedAt && `Firmó el ${formatInstant(signedAt, timeZone)}`,
		})),
		news: url.searchParams.get('aviso') === 'firmada' ? 'Su firma quedó anotada en el acta.' : null,
	};
});

function progressOf({ judged, pairs, priorities }: OwnSay): { state: string; tone: Tone } {
	if (judged === 0) return { state: 'Sin responder', tone: 'neutral' };
	if (!priorities) return { state: `${judged} de ${pairs}`, tone: 'info' };
	return priorities.cr <= CONSISTENT_UP_TO
		? { state: 'Completa', tone: 'success' }
		: { state: 'Completa, revise', tone: 'warning' };
}

function minutesOf({ minutes }: OwnPanelInFull) {
	return (
		minutes && {
			sha256: minutes.sha256,
			sets: minutes.content.sets.map(({ key, title, items, results }) => ({
				key,
				title,
				rows: items.map((item, i) => ({
					title: item.title,
					group: weightText(results.at(-1)!.weights[i]!),
					present: weightText(item.presentWeight),
				})),
			})),
		}
	);
}

export const actions: Actions = {
	default: formAction(async ({ locals, params }, values) => {
		await signMinutes(locals.principal, params.panel, values);
		redirect(303, `/expertos/${params.panel}?aviso=firmada`);
	}),
};
