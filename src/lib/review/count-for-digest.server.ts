import { and, sql } from 'drizzle-orm';
import { submission } from '#lib/cedula/tables.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import { forEyesOf, OPEN, type Asker } from './queue-store.server.ts';

/** How many open cases ask for one's attention today: all of each deadline, and those of one's own. */
export type DigestCases = {
	overdue: number;
	today: number;
	/** due on the next business day */
	next: number;
	/** held by the asker */
	held: number;
	/** answered by their person, and coming back to the asker first */
	cameBack: number;
};

/** Counts in one reading of the queue, without one's own cédula and those with a declared conflict. The caller has decided on access. */
export async function countForDigest(
	asker: Asker,
	today: PlainDate,
	nextBusinessDay: PlainDate,
): Promise<DigestCases> {
	const where = (condition: ReturnType<typeof sql>) => sql<number>`count(*) filter (where ${condition})::int`;
	const { state, dueOn, holderId, preferredHolderId } = submission;
	const [found] = await db()
		.select({
			overdue: where(sql`${dueOn} < ${today}`),
			today: where(sql`${dueOn} = ${today}`),
			next: where(sql`${dueOn} > ${today} and ${dueOn} <= ${nextBusinessDay}`),
			held: where(sql`${state} = 'in_review' and ${holderId} = ${asker.accountId}`),
			cameBack: where(sql`${state} = 'received' and ${preferredHolderId} = ${asker.accountId}`),
		})
		.from(submission)
		.where(and(OPEN, forEyesOf(asker)));
	return found!;
}
