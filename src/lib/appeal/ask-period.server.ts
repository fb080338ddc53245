import type { BusinessCalendar } from '#lib/institution/calendar.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { localDate, type PlainDate } from '#lib/institution/plain-date.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { lastDayToAsk } from './appeal.ts';
import { keptPeriodOf } from './period-store.server.ts';

/** The last day to ask about a rating, and the one that was told first while the calendar has moved it to a later one. */
export type AskPeriod = { askBy: PlainDate; movedFrom: PlainDate | null };

/** Until when a person may ask about a rating: what its day and a calendar give, and never earlier than what was told. */
export async function readAskPeriod(
	reader: Reader,
	{ id, issuedAt }: { id: string; issuedAt: Date },
	calendar = institution().calendar,
): Promise<AskPeriod> {
	const { settings } = institution();
	const reckoned = reckonAskBy(localDate(issuedAt, settings.timeZone), calendar);
	const [kept] = await keptPeriodOf(reader).execute({ ratingId: id });
	return kept && kept.askBy >= reckoned ? kept : { askBy: reckoned, movedFrom: null };
}

/** The last day to ask about a rating of a day, by the institution's period. */
export function reckonAskBy(issuedOn: PlainDate, calendar: BusinessCalendar): PlainDate {
	return lastDayToAsk(issuedOn, institution().settings.deadlines.appeal, calendar);
}
