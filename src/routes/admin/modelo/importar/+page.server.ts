import { redirect } from '@sveltejs/kit';
import { readForm } from '#lib/evidence/read-form.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { importModel } from '#lib/rating/model/create-model-draft.server.ts';
import { listModels } from '#lib/rating/model/read-models.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { modelHref } from '../model-pages.ts';

export const load: PageServerLoad = page(async ({ locals }) => {
	const versions = await listModels(locals.principal);
	const inForce = versions.find(({ standing }) => standing.state === 'in_force');
	return { exampleHref: inForce && `${modelHref(inForce.version)}/modelo.json` };
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values, form) => {
		const file = form.get('file');
		// what the file says is shown in the box when it is refused, to be mended there
		if (file instanceof File && file.size > 0) values.text = await file.text();
		const version = await importModel(locals.principal, values.text ?? '');
		redirect(303, `${modelHref(version)}?aviso=importado`);
	}, readForm),
};
