import { error, redirect } from '@sveltejs/kit';
import { listEvidence } from '#lib/cedula/list-evidence.server.ts';
import { turnEvidence } from '#lib/cedula/turn-evidence.server.ts';
import { DOCUMENTS_PATH, documentPath } from '#lib/evidence/evidence.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const { files } = await listEvidence(locals.principal);
	const file = files.find(({ id }) => id === params.id);
	if (!file)
		error(404, 'No encontramos ese documento entre los suyos. Elíjalo de la lista de sus documentos.');
	const claimId = url.searchParams.get('renglon');
	const claim = claimId ? file.uses.find(({ href }) => href.endsWith(`/${claimId}`)) : undefined;
	return {
		file,
		backHref: claim ? `${claim.href}#documentos` : DOCUMENTS_PATH,
		backLabel: claim ? claim.title : 'Mis documentos',
	};
});

export const actions: Actions = {
	turn: formAction(async ({ locals, params, url }, values) => {
		await turnEvidence(locals.principal, params.id, values);
		redirect(303, documentPath(params.id, url.searchParams.get('renglon') ?? undefined));
	}),
};
