import { redirect } from '@sveltejs/kit';
import { verifyFile } from '#lib/credentials/verify-file.server.ts';
import { readForm, uploadIn } from '#lib/evidence/read-form.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { visitorOf } from '../../session-cookie.server.ts';
import { certificateRows } from './certificate-rows.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** A code that was typed leads to its own address, which can be kept and printed. */
export const load: PageServerLoad = page(async ({ url }) => {
	const typed = url.searchParams.get('codigo')?.trim();
	if (typed) redirect(303, `/verificar/${encodeURIComponent(typed)}`);
	return { empty: typed === '' };
});

export const actions: Actions = {
	default: formAction(async (event, _, form) => {
		const { bytes } = await uploadIn(form);
		return { certificate: certificateRows(await verifyFile(visitorOf(event), bytes)) };
	}, readForm),
};
