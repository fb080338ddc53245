import { redirect } from '@sveltejs/kit';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { joinDate } from '#lib/platform/forms.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { explainModel } from '#lib/rating/explanation.ts';
import { modelLabels } from '#lib/rating/model/labels.server.ts';
import { MODEL_STATE_WORDS } from '#lib/rating/model/versions.ts';
import { moveModel } from '#lib/rating/model/move-model.server.ts';
import { readModel } from '#lib/rating/model/read-models.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { MOVE_CHOICES, NEWS, modelHref, standingInWords } from '../model-pages.ts';

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const found = await readModel(locals.principal, params.version);
	const { timeZone } = institution().settings;
	const { version, title, basedOn, standing, moves, model, allowed, draft } = found;
	return {
		version,
		title,
		basedOn,
		href: modelHref(version),
		standing: standingInWords(standing, timeZone),
		editable: standing.state === 'draft',
		words: explainModel(model, modelLabels()),
		saved:
			draft && draft.revision > 1
				? `Último cambio: ${draft.savedBy}, ${formatInstant(draft.savedAt, timeZone)}.`
				: null,
		history: moves.toReversed().map(({ number, to, reason, madeByName, madeAt, effectiveFrom }) => ({
			number,
			label: MODEL_STATE_WORDS[to].label,
			from: effectiveFrom > madeAt ? `desde el ${formatInstant(effectiveFrom, timeZone)}` : null,
			reason,
			by: `${madeByName}, ${formatInstant(madeAt, timeZone)}`,
		})),
		seen: moves.length,
		choices: allowed.map((value) => ({ value, ...MOVE_CHOICES[value] })),
		today: today(),
		news: NEWS[url.searchParams.get('aviso') ?? ''] ?? null,
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals, params }, values) => {
		const inForceFrom = joinDate(values, 'inForceFrom');
		await moveModel(locals.principal, params.version, { ...values, inForceFrom });
		redirect(303, `${modelHref(params.version)}?aviso=movido`);
	}),
};
