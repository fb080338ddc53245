import { sql } from 'drizzle-orm';
import { sitting, submission } from '#lib/cedula/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import type { OwnDay } from './own-workload.ts';
import { SECONDS, startOf, type Since } from './workload-store.server.ts';

/** What an account ended on each day since one, in the zone of the institution. */
export async function doneByDay(accountId: string, since: Since): Promise<OwnDay[]> {
	const { rows } = await db().execute<OwnDay>(sql`
		select (${sitting.endedAt} at time zone ${since.timeZone})::date::text as day,
			count(*) filter (where ${sitting.ending} = 'issue')::int as decided,
			count(*) filter (where ${sitting.ending} = 'return')::int as returned,
			sum(${SECONDS})::float / 60 as minutes
		from ${sitting}
		where ${sitting.accountId} = ${accountId} and ${sitting.endedAt} >= ${startOf(since)}
		group by 1 order by 1`);
	return rows;
}

/** How long an account had the cases open that it decided since a day, all its sittings of each together. */
export async function ownAttention(
	accountId: string,
	since: Since,
): Promise<{ cases: number; medianMinutes: number | null }> {
	const { rows } = await db().execute<{ cases: number; medianMinutes: number | null }>(sql`
		with decided as (
			select distinct ${sitting.submissionId} as id from ${sitting}
			where ${sitting.accountId} = ${accountId} and ${sitting.ending} = 'issue'
				and ${sitting.endedAt} >= ${startOf(since)}
		)
		select count(*)::int as cases,
			percentile_cont(0.5) within group (order by seconds) / 60 as "medianMinutes"
		from (
			select sum(${SECONDS}) as seconds from decided
			join ${sitting} on ${sitting.submissionId} = decided.id and ${sitting.accountId} = ${accountId}
			group by decided.id
		) as attended`);
	return rows[0]!;
}

/** How many cédulas an account returned and that still wait for their person. */
export async function waitingForPerson(accountId: string): Promise<number> {
	const { rows } = await db().execute<{ cases: number }>(sql`
		select count(*)::int as cases from ${submission}
		where ${submission.state} = 'needs_you' and ${submission.preferredHolderId} = ${accountId}`);
	return rows[0]!.cases;
}
