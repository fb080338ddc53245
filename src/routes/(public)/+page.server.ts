import { dueDate, receiptDate } from '#lib/institution/calendar.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateLong, localDate } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { exampleRating } from '#lib/rating/model/example-rating.server.ts';
import type { PageServerLoad } from './$types';

/** Terms, limits and areas of the institution, and the day by which a cédula sent now would be answered. */
export const load: PageServerLoad = page(async () => {
	const { settings, calendar, catalogues } = institution();
	const { deadlines, evidence, timeZone } = settings;
	const receivedOn = receiptDate(now(), calendar, { cutOff: deadlines.cutOff, timeZone });
	return {
		receivedToday: receivedOn === localDate(now(), timeZone),
		receivedOn: formatDateLong(receivedOn),
		dueOn: formatDateLong(dueDate(receivedOn, deadlines.answer, calendar)),
		targetDays: deadlines.target,
		answerDays: deadlines.answer,
		appealDays: deadlines.appeal,
		fileMegabytes: Math.floor(evidence.fileSizeBytes / 1024 / 1024),
		example: await exampleRating(),
		municipalities: catalogues.municipalities.items.length,
		areas: catalogues.areas.items.filter(({ key }) => key !== 'OTHER').map(({ label }) => label),
	};
});
