import { sql } from 'drizzle-orm';
import { authorize, type Principal } from '#lib/access/access.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import { startOf } from '#lib/review/workload/workload-store.server.ts';
import { ownWorkloadSince } from '#lib/review/workload/read-own-workload.server.ts';
import { heldAppeals } from './store.server.ts';
import { appeal } from './tables.server.ts';

/** Appeals of dictámenes that somebody issued, asked since a day; and the appeals of other people's that they have to answer. */
export type OwnAppealed = {
	asked: number;
	answered: number;
	/** answered with a new dictamen */
	changed: number;
	held: { id: string; folio: string; dueOn: PlainDate }[];
};

/** What became of one's own dictámenes, in figures, for whoever issued them alone; it names nobody. */
export async function readOwnAppealed(principal: Principal | null): Promise<OwnAppealed> {
	const { accountId } = authorize(principal, 'review.own-workload');
	const { rows } = await db().execute<Omit<OwnAppealed, 'held'>>(sql`
		select count(*)::int as asked,
			count(*) filter (where ${appeal.state} = 'answered')::int as answered,
			count(*) filter (where ${appeal.newRatingId} is not null)::int as changed
		from ${appeal} join ${rating} on ${rating.id} = ${appeal.ratingId}
		where ${rating.issuedById} = ${accountId} and ${appeal.askedAt} >= ${startOf(ownWorkloadSince())}`);
	return { ...rows[0]!, held: await heldAppeals(accountId) };
}
