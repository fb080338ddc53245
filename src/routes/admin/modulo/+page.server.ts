import { redirect } from '@sveltejs/kit';
import { endAssistance } from '#lib/desk/assist-person.server.ts';
import { beginAtDesk } from '#lib/desk/begin-at-desk.server.ts';
import { readDesk } from '#lib/desk/read-desk.server.ts';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { deskState } from './desk-state.ts';

export const load: PageServerLoad = page(async ({ locals }) => {
	const people = await readDesk(locals.principal);
	const { version, short } = privacyNoticeInForce();
	const { timeZone } = institution().settings;
	return {
		notice: { version, short },
		people: people.map(({ profileId, name, deskAt, cedula }) => ({
			profileId,
			name,
			deskAt: formatInstant(deskAt, timeZone),
			folio: cedula?.folio ?? null,
			...deskState(cedula?.state ?? null),
		})),
	};
});

export const actions: Actions = {
	begin: formAction(async ({ locals }, values) => {
		const profileId = await beginAtDesk(locals.principal, values);
		redirect(303, `/admin/modulo/${profileId}`);
	}),
	end: formAction(async ({ locals }) => {
		const profileId = await endAssistance(locals.principal);
		redirect(303, profileId ? `/admin/modulo/${profileId}?termino` : '/admin/modulo');
	}),
};
