import { redirect } from '@sveltejs/kit';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { createModelDraft } from '#lib/rating/model/create-model-draft.server.ts';
import { listModels } from '#lib/rating/model/read-models.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { modelHref, standingInWords } from './model-pages.ts';

export const load: PageServerLoad = page(async ({ locals }) => {
	const { timeZone } = institution().settings;
	const versions = (await listModels(locals.principal)).map(({ version, title, standing, basedOn }) => ({
		version,
		title,
		basedOn,
		href: modelHref(version),
		inForce: standing.state === 'in_force',
		...standingInWords(standing, timeZone),
	}));
	return { versions };
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		const version = await createModelDraft(locals.principal, values);
		redirect(303, `${modelHref(version)}/editar?aviso=creado`);
	}),
};
