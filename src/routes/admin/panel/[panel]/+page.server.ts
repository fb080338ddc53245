import { redirect } from '@sveltejs/kit';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { inviteExperts } from '#lib/panel/invite-experts.server.ts';
import { movePanel } from '#lib/panel/move-panel.server.ts';
import { STOP_WORDS } from '#lib/panel/panel-words.ts';
import { PANEL_STATE_WORDS, type PanelMoveName } from '#lib/panel/panel.ts';
import { proposeWeights } from '#lib/panel/propose-weights.server.ts';
import { readPanel } from '#lib/panel/read-panels.server.ts';
import { markedIn } from '#lib/platform/forms.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

const MOVE_WORDS: Record<PanelMoveName, { label: string; hint: string; done: string }> = {
	open_round: {
		label: 'Abrir una ronda',
		hint: 'Las personas invitadas reciben un correo y pueden responder.',
		done: 'Se abrió la ronda',
	},
	close_round: {
		label: 'Cerrar la ronda',
		hint: 'Ya no se responde; el grupo ve el resultado y los comentarios, sin nombres.',
		done: 'Se cerró la ronda',
	},
	end: {
		label: 'Terminar el panel',
		hint: 'El resultado de la última ronda queda en el acta, que ya no cambia, y se firma.',
		done: 'Terminó el panel en la ronda',
	},
	cancel: {
		label: 'Cancelar el panel',
		hint: 'Queda sin resultado y no puede reabrirse.',
		done: 'Se canceló en la ronda',
	},
};

const NEWS: Record<string, string> = {
	creado: 'El panel está listo. Abra la primera ronda cuando quiera empezar.',
	movido: 'El paso quedó anotado en su historia.',
	invitado:
		'Quedó en la lista de personas invitadas. Si la ronda está abierta, se le escribe para que responda.',
};

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const found = await readPanel(locals.principal, params.panel);
	const { timeZone } = institution().settings;
	const when = (at: Date) => formatInstant(at, timeZone);
	const { id, title, modelVersion, state, round, step, allowed, members, results } = found;
	return {
		id,
		title,
		modelVersion,
		state,
		round,
		step,
		standing: PANEL_STATE_WORDS[state],
		choices: allowed.map((value) => ({
			value,
			label: MOVE_WORDS[value].label,
			hint: MOVE_WORDS[value].hint,
		})),
		members: members.map(({ name, finished, tookPart, signedAt }) => ({
			name,
			signing: state === 'ended' && tookPart,
			progress: state === 'ended' ? 'No participó' : `${finished} de ${results.length} comparaciones`,
			signed: signedAt && `Firmó el ${when(signedAt)}`,
		})),
		invitable: found.invitable,
		results: results.map(({ stop, ...rest }) => ({ ...rest, stop: stop && STOP_WORDS[stop] })),
		history: found.moves.toReversed().map((move) => ({
			number: move.number,
			label: `${MOVE_WORDS[move.move].done} ${move.round}`,
			by: `${move.madeByName}, ${when(move.madeAt)}`,
		})),
		minutesSha256: found.minutesSha256,
		proposedVersion: found.proposedVersion,
		news: NEWS[url.searchParams.get('aviso') ?? ''] ?? null,
	};
});

export const actions: Actions = {
	mover: formAction(async ({ locals, params }, values) => {
		await movePanel(locals.principal, params.panel, values);
		redirect(303, `/admin/panel/${params.panel}?aviso=movido`);
	}),
	invitar: formAction(async ({ locals, params }, values) => {
		await inviteExperts(locals.principal, params.panel, { members: markedIn(values, 'members') });
		redirect(303, `/admin/panel/${params.panel}?aviso=invitado`);
	}),
	proponer: formAction(async ({ locals, params }) => {
		const version = await proposeWeights(locals.principal, params.panel);
		redirect(303, `/admin/modelo/${encodeURIComponent(version)}?aviso=guardado`);
	}),
};
