import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { getDemoMail } from '#lib/outreach/demo-mail.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params }) => {
	const { sentAt, ...mail } = await getDemoMail(params.id);
	return {
		mail: { ...mail, sentAt: formatInstant(new Date(sentAt), institution().settings.timeZone) },
	};
});
