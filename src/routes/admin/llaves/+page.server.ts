import { redirect } from '@sveltejs/kit';
import { createOwnApiKey } from '#lib/accounts/create-api-key.server.ts';
import { listApiKeys } from '#lib/accounts/list-api-keys.server.ts';
import { revokeApiKey } from '#lib/accounts/revoke-api-key.server.ts';
import { SCOPE_LABELS } from '#lib/accounts/api-keys.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const keys = await listApiKeys(locals.principal);
	const instant = (at: Date) => formatInstant(at, institution().settings.timeZone);
	return {
		keys: keys.map(({ id, owner, scope, state, createdAt, expiresAt, lastUsedAt }) => ({
			id,
			owner,
			scope: SCOPE_LABELS[scope],
			state,
			createdAt: instant(createdAt),
			expiresAt: instant(expiresAt),
			lastUsedAt: lastUsedAt && instant(lastUsedAt),
		})),
		news: url.searchParams.get('aviso'),
	};
});

export const actions: Actions = {
	create: formAction(async ({ locals }, values) => {
		const { key } = await createOwnApiKey(locals.principal, values);
		return { key };
	}),
	revoke: formAction(async ({ locals }, { id = '' }) => {
		await revokeApiKey(locals.principal, id);
		redirect(303, '/admin/llaves?aviso=revocada');
	}),
};
