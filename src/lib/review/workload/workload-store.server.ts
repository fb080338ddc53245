import { sql, type SQL } from 'drizzle-orm';
import { account } from '#lib/accounts/tables.server.ts';
import { sitting, submission } from '#lib/cedula/tables.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import { holderName } from '../store.server.ts';
import type { AttentionTimes, DecidedCount, DueCount, Pace, ReviewerLoad } from './workload.ts';

/** From which day on, in which zone days begin. */
export type Since = { day: PlainDate; timeZone: string };

const MOST_REVIEWERS = 100;
/** Lists by day hold at most so many; what falls due comes within weeks, and what is overdue counts as one day. */
const MOST_DAYS = 400;
/** How long a sitting lasted. */
export const SECONDS = sql`extract(epoch from ${sitting.endedAt} - ${sitting.startedAt})`;

/** Cédulas by the business day on which they count as received. */
export async function countReceived({ day }: Since): Promise<{ day: PlainDate; cases: number }[]> {
	const { rows } = await db().execute<{ day: PlainDate; cases: number }>(sql`
		select ${submission.receivedOn}::text as day, count(*)::int as cases from ${submission}
		where ${submission.receivedOn} >= ${day} group by 1 order by 1 limit ${MOST_DAYS}`);
	return rows;
}

/** Decided cédulas by day of decision and by what was left of their term. */
export async function countDecided(since: Since): Promise<DecidedCount[]> {
	const { rows } = await db().execute<DecidedCount>(sql`
		select (${submission.decidedAt} at time zone ${since.timeZone})::date::text as "decidedOn",
			${submission.dueOn}::text as "dueOn", count(*)::int as cases
		from ${submission} where ${decidedSince(since)} group by 1, 2`);
	return rows;
}

/** Open cédulas by due date; all that is overdue as due on the day before `today`. */
export async function countOpen(today: PlainDate): Promise<DueCount[]> {
	const { rows } = await db().execute<DueCount>(sql`
		select greatest(${submission.dueOn}, ${today}::date - 1)::text as "dueOn", count(*)::int as cases
		from ${submission} where ${submission.state} in ('received', 'in_review')
		group by 1 order by 1 limit ${MOST_DAYS}`);
	return rows;
}

/** How many wait for their person. */
export async function countPaused(): Promise<number> {
	const { rows } = await db().execute<{ cases: number }>(
		sql`select count(*)::int as cases from ${submission} where ${submission.state} = 'needs_you'`,
	);
	return rows[0]?.cases ?? 0;
}

/** How long reviewers had a case open, all its sittings together, of the cases decided since a day. */
export async function attentionTimes(since: Since): Promise<AttentionTimes> {
	const { rows } = await db().execute<AttentionTimes>(sql`
		select count(*)::int as cases,
			percentile_cont(0.5) within group (order by seconds) / 60 as "medianMinutes",
			percentile_cont(0.9) within group (order by seconds) / 60 as "p90Minutes"
		from (
			select sum(${SECONDS}) as seconds from ${submission}
			join ${sitting} on ${sitting.submissionId} = ${submission.id}
			where ${decidedSince(since)} group by ${submission.id}
		) as attended`);
	return rows[0]!;
}

/** What each reviewer did since a day, whoever did most first. */
export async function reviewerLoads(since: Since): Promise<ReviewerLoad[]> {
	const ended = (move: SQL) => sql`count(*) filter (where ${sitting.ending} ${move})::int`;
	const { rows } = await db().execute<ReviewerLoad>(sql`
		select coalesce(${holderName()}, '') as name,
			${ended(sql`= 'issue'`)} as decided, ${ended(sql`= 'return'`)} as returned,
			${ended(sql`in ('handOver', 'release')`)} as "givenBack",
			percentile_cont(0.5) within group (order by ${SECONDS}) / 60 as "medianMinutes",
			sum(${SECONDS})::float / 3600 as hours
		from ${sitting} join ${account} on ${account.id} = ${sitting.accountId}
		where ${sitting.endedAt} >= ${startOf(since)}
		group by ${account.id} order by decided desc, hours desc limit ${MOST_REVIEWERS}`);
	return rows;
}

/** Means of what the assumptions of the simulation stand for, over the cases decided since a day. */
export async function measuredPace(since: Since): Promise<Pace> {
	const { rows } = await db().execute<Pace>(sql`
		with sat as (
			select ${sitting.submissionId} as case_id, ${sitting.ending} as ending, ${SECONDS} as seconds,
				count(*) filter (where ${sitting.ending} = 'return') over before as look
			from ${submission} join ${sitting} on ${sitting.submissionId} = ${submission.id}
			where ${decidedSince(since)}
			window before as (partition by ${sitting.submissionId} order by ${sitting.startedAt}, ${sitting.id}
				rows between unbounded preceding and 1 preceding)
		), look as (
			select look, sum(seconds)::float / 60 as minutes, bool_or(ending = 'return') as returned
			from sat group by case_id, look
		)
		select count(*) filter (where look = 0)::int as cases,
			avg(minutes) filter (where look = 0) as minutes,
			avg(minutes) filter (where look > 0) as "minutesAgain",
			stddev_samp(minutes) filter (where look = 0) / nullif(avg(minutes) filter (where look = 0), 0) as spread,
			avg(returned::int) filter (where look = 0)::float as observed,
			avg(returned::int) filter (where look = 1)::float as "observedAgain"
		from look`);
	return rows[0]!;
}

function decidedSince(since: Since): SQL {
	return sql`${submission.state} = 'rated' and ${submission.decidedAt} >= ${startOf(since)}`;
}

/** The instant at which a day begins where the institution is. */
export function startOf({ day, timeZone }: Since): SQL {
	return sql`(${day}::date::timestamp at time zone ${timeZone})`;
}
