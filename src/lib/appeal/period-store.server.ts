import { eq, sql, type SQL } from 'drizzle-orm';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { preparedStatement, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import { appeal, appealPeriod } from './tables.server.ts';

/** People who may still ask about the rating that holds, by what the last day to do so follows from. */
export type AskGroup = { issuedOn: PlainDate; kept: PlainDate | null; people: number };

/** A group whose last day is kept from now on: the one that was told, and the one that holds. */
export type AskMove = AskGroup & { told: PlainDate; askBy: PlainDate };

/** One person of a move. */
export type MovedAsk = { ratingId: string; profileId: string; told: PlainDate; askBy: PlainDate };

/** No period to ask is longer, whatever the calendar. */
const LONGEST_PERIOD_DAYS = 366;

/** The last day to ask about a rating as the calendar made it stand, and the one that was told first; usually there is none. */
export const keptPeriodOf = preparedStatement((reader) =>
	reader
		.select({ askBy: appealPeriod.askBy, movedFrom: appealPeriod.movedFrom })
		.from(appealPeriod)
		.where(eq(appealPeriod.ratingId, sql.placeholder('ratingId')))
		.prepare('appeal_period'),
);

/** Ratings that hold and were not asked about, from the last year. @param zone time zone in which a rating has its day */
function askable(today: PlainDate, zone: string): SQL {
	return sql`
		select r.id, r.profile_id, (r.issued_at at time zone ${zone})::date as issued_on, p.ask_by as kept
		from ${rating} r left join ${appealPeriod} p on p.rating_id = r.id
		where r.issued_at > ${today}::date - ${LONGEST_PERIOD_DAYS}::int
			and not exists (select from ${appeal} a where a.rating_id = r.id)
			and not exists (select from ${rating} n
				where n.profile_id = r.profile_id and (n.issued_at, n.id) > (r.issued_at, r.id))`;
}

/** Whoever may ask, or could have this year, by what their last day follows from. */
export async function findAskGroups(reader: Reader, today: PlainDate, zone: string): Promise<AskGroup[]> {
	const { rows } = await reader.execute<AskGroup>(sql`
		select issued_on::text as "issuedOn", kept::text as kept, count(*)::int as people
		from (${askable(today, zone)}) open group by issued_on, kept`);
	return rows;
}

/** Keeps the last days of moves. The day that was told first stays with every later move. */
export async function writeAskMoves(
	tx: Transaction,
	moves: readonly AskMove[],
	today: PlainDate,
	zone: string,
): Promise<MovedAsk[]> {
	const rows = moves.map(({ issuedOn, kept, told, askBy }) => ({
		issued_on: issuedOn,
		kept,
		told,
		ask_by: askBy,
	}));
	const { rows: moved } = await tx.execute<MovedAsk>(sql`
		with picked as (
			select o.id, o.profile_id, m.told, m.ask_by
			from (${askable(today, zone)}) o
			join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(issued_on date, kept date, told date, ask_by date)
				on m.issued_on = o.issued_on and m.kept is not distinct from o.kept),
		written as (
			insert into ${appealPeriod} (rating_id, profile_id, ask_by, moved_from)
			select id, profile_id, ask_by, case when ask_by > told then told end from picked
			on conflict (rating_id) do update set ask_by = excluded.ask_by,
				moved_from = coalesce(${appealPeriod}.moved_from, excluded.moved_from))
		select id as "ratingId", profile_id as "profileId", told::text as told, ask_by::text as "askBy" from picked`);
	return moved;
}
