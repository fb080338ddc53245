import { redirect } from '@sveltejs/kit';
import { assistPerson } from '#lib/desk/assist-person.server.ts';
import { CODE_PATH } from '#lib/desk/desk.ts';
import { issueDeskCode } from '#lib/desk/issue-code.server.ts';
import { readPersonAtDesk } from '#lib/desk/read-desk.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateLong, localDate } from '#lib/institution/plain-date.ts';
import { settings } from '#lib/platform/config.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { deskState } from '../desk-state.ts';

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const { name, cedula } = await readPersonAtDesk(locals.principal, params.id);
	return {
		name,
		folio: cedula?.folio ?? null,
		cedula: deskState(cedula?.state ?? null),
		ended: url.searchParams.has('termino'),
		codeAddress: new URL(CODE_PATH, settings().origin).href.replace(/^https?:\/\//, ''),
	};
});

export const actions: Actions = {
	assist: formAction(async ({ locals, params }) => {
		await assistPerson(locals.principal, params.id);
		redirect(303, '/cedula');
	}),
	code: formAction(async ({ locals, params }) => {
		const { code, expiresAt } = await issueDeskCode(locals.principal, params.id);
		const { timeZone } = institution().settings;
		return { code, expiresOn: formatDateLong(localDate(expiresAt, timeZone)) };
	}),
};
