import { page } from '#lib/platform/http/page.server.ts';
import { getOwnRating } from '#lib/rating/get-own-rating.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { addBusinessDays } from '#lib/institution/calendar.ts';
import { formatDateLong, localDate } from '#lib/institution/plain-date.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals }) => {
	const rating = await getOwnRating(locals.principal);
	const { settings, calendar } = institution();
	const issuedOn = 'issuedAt' in rating ? localDate(new Date(rating.issuedAt), settings.timeZone) : null;
	const appealBy = issuedOn && addBusinessDays(issuedOn, settings.deadlines.appeal, calendar);
	return {
		rating,
		person: locals.viewer?.name ?? '',
		issuedOn: issuedOn && formatDateLong(issuedOn),
		appealBy: appealBy && formatDateLong(appealBy),
		contact: settings.contact.email,
	};
});
