import { redirect } from '@sveltejs/kit';
import { authorize } from '#lib/access/access.ts';
import { reclaimCurp } from '#lib/accounts/reclaim-curp.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	authorize(locals.principal, 'account.reclaim-curp');
	return { freed: url.searchParams.has('libre') };
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		await reclaimCurp(locals.principal, values);
		redirect(303, '/admin/curp?libre');
	}),
};
