import { verifyCode } from '#lib/credentials/verify-code.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateLong, formatInstant } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { visitorOf } from '../../../session-cookie.server.ts';
import { certificateRows } from '../certificate-rows.server.ts';
import type { PageServerLoad } from './$types';

/** What the printed document must agree with. */
export const load: PageServerLoad = page(async (event) => {
	const { timeZone } = institution().settings;
	const found = await verifyCode(visitorOf(event), event.params.code);
	if (found.kind === 'certificate') return { document: null, certificate: certificateRows(found) };
	const { submittedAt, receivedOn, ...genuine } = found;
	return {
		certificate: null,
		document: {
			...genuine,
			sentAt: formatInstant(submittedAt, timeZone),
			receivedOn: formatDateLong(receivedOn),
		},
	};
});
