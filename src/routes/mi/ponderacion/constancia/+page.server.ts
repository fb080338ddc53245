import { redirect } from '@sveltejs/kit';
import { SHOWN, SHOWN_LABELS } from '#lib/credentials/certificate.ts';
import { certifyOwnRating, getOwnCertificate } from '#lib/credentials/own-certificate.server.ts';
import { revokeOwnCertificate } from '#lib/credentials/revoke-certificate.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { dayOf } from '../appeal-news.server.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/mi/ponderacion/constancia';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const { hasStars, current, superseded, revoked } = await getOwnCertificate(locals.principal);
	return {
		hasStars,
		current: current && { ...current, issuedAt: dayOf(current.issuedAt.toISOString()) },
		superseded: superseded.map(({ code, issuedAt }) => ({ code, issuedAt: dayOf(issuedAt.toISOString()) })),
		revoked: revoked.map(({ revokedAt, ...one }) => ({ ...one, revokedAt: dayOf(revokedAt.toISOString()) })),
		choices: SHOWN.map((value) => ({
			value,
			label: SHOWN_LABELS[value].label,
			hint: SHOWN_LABELS[value].hint,
		})),
		saved: url.searchParams.has('lista'),
		taken: url.searchParams.has('revocada'),
	};
});

export const actions: Actions = {
	elegir: formAction(async ({ locals }, { shows }) => {
		await certifyOwnRating(locals.principal, { shows });
		redirect(303, `${HERE}?lista`);
	}),
	revocar: formAction(async ({ locals }, { code }) => {
		await revokeOwnCertificate(locals.principal, code ?? '');
		redirect(303, `${HERE}?revocada`);
	}),
};
