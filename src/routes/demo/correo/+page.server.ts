import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { listDemoMail } from '#lib/outreach/demo-mail.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async () => {
	const mails = await listDemoMail();
	const { timeZone } = institution().settings;
	return {
		mails: mails.map(({ id, to, subject, sentAt }) => ({
			id,
			to,
			subject,
			sentAt: formatInstant(new Date(sentAt), timeZone),
		})),
	};
});
