import { sql } from 'drizzle-orm';
import { account } from '#lib/accounts/tables.server.ts';
import type { SubmissionState } from '#lib/cedula/submission.ts';
import { claimRevision, submission } from '#lib/cedula/tables.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import type { Verdict } from '../review.ts';
import { conflictOfInterest, secondReading, verdict } from '../tables.server.ts';

/** Readings that ended from a day up to before another one, in the zone in which days begin. */
export type Period = { from: PlainDate; before: PlainDate; timeZone: string };

/** How often two readers decided this and that about claims of a kind. */
export type PairCount = { kind: string; first: Verdict; second: Verdict; claims: number };

/** What both readers decided on the same revision, counted by kind of claim. */
export async function countPairs(period: Period): Promise<PairCount[]> {
	const { rows } = await db().execute<PairCount>(sql`
		with last as (
			select distinct on (${verdict.submissionId}, ${verdict.revisionId}, ${verdict.reading})
				${verdict.submissionId} as case_id, ${verdict.revisionId} as revision_id,
				${verdict.reading} as reading, ${verdict.verdict} as decision
			from ${secondReading} join ${verdict} on ${verdict.submissionId} = ${secondReading.submissionId}
			where ${verdict.reading} in (1, 2) and ${readIn(period)}
			order by ${verdict.submissionId}, ${verdict.revisionId}, ${verdict.reading},
				${verdict.decidedAt} desc, ${verdict.id} desc
		)
		select ${claimRevision.kind} as kind, one.decision as first, other.decision as second, count(*)::int as claims
		from last as one
		join last as other on other.case_id = one.case_id and other.revision_id = one.revision_id
		join ${claimRevision} on ${claimRevision.id} = one.revision_id
		where one.reading = 1 and other.reading = 2
			and one.decision <> 'taken_back' and other.decision <> 'taken_back'
		group by 1, 2, 3`);
	return rows;
}

/** Cédulas that two people have read in a period, and how many of them a third had to look at. */
export async function countReadings(period: Period): Promise<{ read: number; disputed: number }> {
	const { rows } = await db().execute<{ read: number; disputed: number }>(sql`
		select count(*)::int as read,
			count(*) filter (where ${secondReading.outcome} is distinct from 'agreed')::int as disputed
		from ${secondReading} where ${readIn(period)}`);
	return rows[0]!;
}

function readIn({ from, before, timeZone }: Period) {
	const startOf = (day: PlainDate) => sql`(${day}::date::timestamp at time zone ${timeZone})`;
	return sql`${secondReading.secondReadAt} >= ${startOf(from)} and ${secondReading.secondReadAt} < ${startOf(before)}`;
}

/** Cédulas that are read a second or a third time now, also those that wait for their person. */
export async function countOpenReadings(): Promise<{ second: number; third: number }> {
	const { rows } = await db().execute<{ second: number; third: number }>(sql`
		select count(*) filter (where ${submission.rereading} = 'second')::int as second,
			count(*) filter (where ${submission.rereading} = 'third')::int as third
		from ${secondReading} join ${submission} on ${submission.id} = ${secondReading.submissionId}
		where ${secondReading.endedAt} is null`);
	return rows[0]!;
}

/** A cédula that is read again, as administrators see it: nothing personal. */
export type OpenReading = {
	folio: string;
	rereading: 'second' | 'third';
	state: SubmissionState;
	dueOn: PlainDate;
	/** how many people who review now may still read it */
	readers: number;
};

const MOST_OPEN = 200;

/** Those that are read again now, by due date. @param active accounts that review now */
export async function openReadings(active: readonly string[]): Promise<OpenReading[]> {
	const read = sql`${account.id} = any (${secondReading.readerIds})`;
	const conflict = sql`select from ${conflictOfInterest} where ${conflictOfInterest.accountId} = ${account.id} and ${conflictOfInterest.profileId} = ${submission.profileId}`;
	const others = sql`select count(*)::int from ${account} where ${account.id} = any (${sql.param(active)}::uuid[])
		and not ${read} and ${account.profileId} is distinct from ${submission.profileId} and not exists (${conflict})`;
	const { rows } = await db().execute<OpenReading>(sql`
		select ${submission.folio} as folio, ${submission.rereading} as rereading, ${submission.state} as state,
			${submission.dueOn}::text as "dueOn", (${others}) as readers
		from ${secondReading} join ${submission} on ${submission.id} = ${secondReading.submissionId}
		where ${secondReading.endedAt} is null
		order by ${submission.dueOn}, ${submission.id} limit ${MOST_OPEN}`);
	return rows;
}
