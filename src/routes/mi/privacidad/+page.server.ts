import { redirect } from '@sveltejs/kit';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { CONSENT_PURPOSES } from '#lib/institution/documents.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { acknowledgeNotice, findAcknowledgement } from '#lib/privacy/acknowledge-notice.server.ts';
import { listAccessLog } from '#lib/privacy/list-access-log.server.ts';
import { getConsents } from '#lib/privacy/get-consents.server.ts';
import { purposeTexts } from '#lib/privacy/privacy.ts';
import { setConsents } from '#lib/privacy/set-consents.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const consents = await getConsents(locals.principal);
	const acknowledged = await findAcknowledgement(locals.principal);
	const notice = privacyNoticeInForce();
	const cursor = url.searchParams.get('desde') ?? undefined;
	const accesses = await listAccessLog(locals.principal, { cursor });
	const { timeZone } = institution().settings;
	return {
		purposes: purposeTexts(notice).map((purpose) => ({ ...purpose, granted: consents[purpose.key] })),
		notice: { version: notice.version, summary: notice.summary },
		acknowledged: acknowledged && {
			version: acknowledged.version,
			at: formatInstant(acknowledged.acknowledgedAt, timeZone),
		},
		accesses: accesses.items.map((entry) => ({ ...entry, at: formatInstant(entry.at, timeZone) })),
		olderHref: accesses.cursor ? `/mi/privacidad?desde=${accesses.cursor}#accesos` : undefined,
		newestHref: cursor ? '/mi/privacidad#accesos' : undefined,
		news: url.searchParams.get('aviso'),
	};
});

export const actions: Actions = {
	consents: formAction(async ({ locals }, values) => {
		const decisions = CONSENT_PURPOSES.filter((purpose) => values[purpose] !== undefined);
		await setConsents(
			locals.principal,
			Object.fromEntries(decisions.map((purpose) => [purpose, values[purpose] === 'yes'])),
		);
		redirect(303, '/mi/privacidad?aviso=guardado');
	}),
	acknowledge: formAction(async ({ locals }, { noticeVersion = '' }) => {
		await acknowledgeNotice(locals.principal, noticeVersion);
		redirect(303, '/mi/privacidad?aviso=leido');
	}),
};
