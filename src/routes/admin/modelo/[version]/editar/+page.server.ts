import { redirect } from '@sveltejs/kit';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { modelFieldLabels, modelFormValues } from '#lib/rating/model/form.ts';
import { modelLabels } from '#lib/rating/model/labels.server.ts';
import { readModel } from '#lib/rating/model/read-models.server.ts';
import { saveModelDraft } from '#lib/rating/model/save-model-draft.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { NEWS, modelHref } from '../../model-pages.ts';

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const { version, title, model, draft, standing } = await readModel(locals.principal, params.version);
	const labels = modelLabels();
	return {
		version,
		title,
		href: modelHref(version),
		locked: standing.state !== 'draft',
		revision: draft?.revision ?? 0,
		savedBy: draft?.savedBy ?? '',
		model,
		labels,
		values: modelFormValues(model, labels),
		fieldLabels: modelFieldLabels(model, labels),
		news: NEWS[url.searchParams.get('aviso') ?? ''] ?? null,
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals, params }, values) => {
		const { changed } = await saveModelDraft(locals.principal, params.version, values);
		redirect(303, `${modelHref(params.version)}?aviso=${changed > 0 ? 'guardado' : 'sin-cambios'}`);
	}),
};
