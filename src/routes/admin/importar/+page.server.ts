import { redirect } from '@sveltejs/kit';
import { readForm, uploadIn } from '#lib/evidence/read-form.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { keepList } from '#lib/roster/keep-list.server.ts';
import { readImports } from '#lib/roster/read-import.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => {
	const imports = await readImports(locals.principal);
	const { timeZone } = institution().settings;
	return {
		imports: imports.map(({ createdAt, ...each }) => ({
			...each,
			createdAt: formatInstant(createdAt, timeZone),
		})),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals }, _, form) => {
		const id = await keepList(locals.principal, await uploadIn(form));
		redirect(303, `/admin/importar/${id}`);
	}, readForm),
};
